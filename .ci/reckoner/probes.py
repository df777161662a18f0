"""Histories that rest on a place the contract leaves open.

Nothing is expected of them; `compare` tells what the program makes of each place,
so that the contract can be given a sentence.
"""

from __future__ import annotations

from datetime import date, timedelta

from .clock import Case, follow, reckon
from .history import Refused
from .places import Unsettled
from .write import LIKELY, Writer, Written

TRIES = 2000
CHANNELS = ["", "channel=counter", "channel=post", "channel=letter", "channel=fax", "channel=email", "channel=nonsense"]


def open_history(writer: Writer, place: str) -> Written:
    """A history whose last step rests on a place."""
    if place == "channel":
        return Written(place, [f"{writer.receipt()} receive {writer.rng.choice(CHANNELS)}".rstrip()], place=place)
    for _ in range(TRIES):
        lines = writer.walk({word: writer.rng.choice([0.3, 1, 6]) for steps in LIKELY.values() for word in steps})
        at = writer.rng.randint(1, len(lines))
        case = follow("\n".join(lines[:at]), writer.calendar)
        for line in _proposals(writer, case):
            if _place_of(writer, lines[:at] + [line]) == place:
                return Written(place, lines[:at] + [line], place=place)
    raise RuntimeError(f"no history found for {place}")


def _place_of(writer: Writer, lines: list[str]) -> str:
    try:
        reckon("\n".join(lines), writer.calendar)
    except Unsettled as e:
        return e.place
    except Refused:
        pass
    return ""


def _proposals(writer: Writer, case: Case) -> list[str]:
    rng, today = writer.rng, case.today
    words = sorted({word for steps in LIKELY.values() for word in steps})
    lines = [writer.step(case, word, writer.day_for(case, word)) or "" for word in words]
    day = today + timedelta(days=rng.choice([0, 1, 3, 10]))
    lines += [f"{day} {rest}" for rest in _odd_steps(case, day)]
    lines += [f"{today + timedelta(days=40)} ask-reasons",""]
    return [line for line in lines if line]


def _odd_steps(case: Case, day: date) -> list[str]:
    """Steps no walk proposes."""
    odd = [
        "extend days=5 by=张三", "assign", "draft", "silence", "extend days=5 # 领导已同意", "consult third-party=县林业局 co-maker=县水务局",
        f"consult third-party=县林业局 received={day}", f"defer until={day}", f"defer until={date(2027, 3, 1)}",
        f"require-correction until={day}", "approve", f"defer until={date(day.year, 12, 26)}", "ask-reasons", "correct", "paid", "fee-notice", "lapse",
    ]
    for c in case.consultations:
        other = "co-maker" if c.kind == "third-party" else "third-party"
        odd += [
            f"consult {c.kind}={c.name}", f"opinion {other}={c.name} objects", f"opinion {c.kind}={c.name}",
            f"opinion {c.kind}={c.name} objects",
        ]
    return odd
