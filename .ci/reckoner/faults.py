"""Unlawful histories: a lawful one with one fault put into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from .clock import Case, follow, reckon
from .days import ONE_DAY
from .history import Refused
from .places import Unsettled
from .write import LIKELY, Writer, Written

# The steps a history needs before the fault can be made; tasted strongly.
Make = Callable[[Writer, Case], str]


def unlawful(writer: Writer, kind: str) -> Written:
    """A history whose one fault is of a kind, with the number of its line."""
    while True:
        lines = writer.walk(_taste(kind))
        at = writer.rng.randrange(len(lines) + 1) if kind not in _FIRST else 0
        made = _insert(writer, kind, lines, at)
        if made:
            return made


def _taste(kind: str) -> dict[str, float]:
    """Likings that bring a walk to where a fault of this kind is possible."""
    wanted = _NEEDS.get(kind, ())
    return {word: 12.0 if word in wanted else 0.6 for steps in LIKELY.values() for word in steps}


def _insert(writer: Writer, kind: str, lines: list[str], at: int) -> Written | None:
    case = Case(writer.calendar)
    if at:
        case = follow("\n".join(lines[:at]), writer.calendar)
    faulty = FAULTS[kind](writer, case) if at else FAULTS[kind](writer, _case_of(writer, lines))
    rest = [line for line in lines[at + (kind in _REPLACES):] if line[:10] >= faulty[:10]]
    if len(rest) < len(lines) - at - (kind in _REPLACES) or writer.rng.random() < 0.4:
        rest = []
    whole, number = writer.decorated(lines[:at] + [faulty] + rest, at)
    return _checked(writer, kind, whole, number)


def _case_of(writer: Writer, lines: list[str]) -> Case:
    return follow(lines[0], writer.calendar)


def _checked(writer: Writer, kind: str, lines: list[str], number: int) -> Written | None:
    """The history if its first fault is the one meant, where it was meant."""
    try:
        reckon("\n".join(lines), writer.calendar)
    except Refused as e:
        if (e.kind, e.line) == (kind.partition(":")[0], number):
            return Written(kind, lines, fault_line=number)
    except Unsettled:
        pass
    return None


def _plain(word: str, args: str = "") -> Make:
    """A step some days after the last one."""
    def make(writer: Writer, case: Case) -> str:
        day = case.today + timedelta(days=writer.rng.choice([0, 1, 1, 2, 3, 7]))
        return f"{day} {word} {args}".rstrip()
    return make


def _near(word: str) -> Make:
    """A step near the boundaries it has, so that the first day too many is met."""
    return lambda writer, case: writer.step(case, word, writer.day_for(case, word)) or ""


def _after_end(writer: Writer, case: Case) -> str:
    words = ["reply", "extend", "fee-notice", "consult", "ask-reasons", "lapse", "require-correction", "defer"]
    if case.state == "Closed":
        words += ["withdraw", "amend-reply"]
    return _near(writer.rng.choice(words))(writer, case) if case.state in ("Replied", "Closed") else ""


def _backwards(writer: Writer, case: Case) -> str:
    day = case.today - timedelta(days=writer.rng.choice([1, 1, 2, 7, 30, 366]))
    return f"{day} {writer.rng.choice(['ask-reasons', 'extend days=5', 'consult organ=县林业局', 'reply outcome=granted'])}"


def _impossible_date(writer: Writer, case: Case) -> str:
    year = case.today.year
    bad = [f"{year}-02-30", f"{year}-13-01", f"{year}-00-10", f"{year}-04-31", f"{year}-06-00", f"{year + 1 + year % 2}-02-29"]
    return f"{writer.rng.choice(bad)} ask-reasons"


def _malformed_date(writer: Writer, case: Case) -> str:
    d = case.today
    bad = [f"{d.year}/{d.month:02}/{d.day:02}", f"{d.day:02}.{d.month:02}.{d.year}", "昨天", f"{d.year}年{d.month}月{d.day}日", "20240105"]
    return f"{writer.rng.choice(bad)} ask-reasons"


def _impossible_argument(writer: Writer, case: Case) -> str:
    day = case.today
    bad = [f"require-correction until={day.year}-02-30", f"consult co-maker=县林业局 received={day.year}-11-31", f"defer until={day.year + 1}-13-01"]
    return f"{day} {writer.rng.choice(bad)}"


def _missing_argument(writer: Writer, case: Case) -> str:
    words = ["extend", "consult", "opinion", "require-correction", "defer", "reply", "consult third-party=", "extend days="]
    return f"{case.today + ONE_DAY} {writer.rng.choice(words)}"


def _over_20(writer: Writer, case: Case) -> str:
    return f"{case.today} extend days={writer.rng.choice(['21', '21', '30', '40', '100', '0', '-5', '二十', '1.5'])}"


def _received_before_sent(writer: Writer, case: Case) -> str:
    return f"{case.today} consult co-maker=县林业局 received={case.today - timedelta(days=writer.rng.choice([1, 3, 30]))}"


def _until_in_the_past(writer: Writer, case: Case) -> str:
    word = writer.rng.choice(["require-correction", "defer"])
    return f"{case.today} {word} until={case.today - timedelta(days=writer.rng.choice([1, 3, 30]))}"


def _unsupported(writer: Writer, case: Case) -> str:
    return f"{writer.rng.choice(['2019-05-14', '2019-05-13', '2019-04-03', '2018-02-28', '2008-05-01'])} receive channel=online"


def _early_lapse(writer: Writer, case: Case) -> str:
    if case.state not in ("Correcting", "AwaitingPayment"):
        return ""
    last = case.last_day_of_applicant()
    return f"{max(case.today, last - timedelta(days=writer.rng.choice([1, 1, 2, 5, 10])))} lapse"


def _first_step(writer: Writer, case: Case) -> str:
    words = ["reply outcome=granted", "require-correction until=2027-01-04", "correct", "extend days=20", "withdraw", "consult organ=县林业局", "paid", "lapse"]
    return f"{case.today - timedelta(days=writer.rng.choice([0, 1, 5]))} {writer.rng.choice(words)}"


FAULTS: dict[str, Make] = {
    "second-correction": _near("require-correction"),
    "late-correction-notice": _near("require-correction"),
    "until-in-the-past": _until_in_the_past,
    "correct-unasked": _plain("correct"),
    "late-extension": _near("extend"),
    "second-extension": _near("extend"),
    "extension-days": _over_20,
    "paid-unasked": _plain("paid"),
    "lapse-unasked": _plain("lapse"),
    "early-lapse": _early_lapse,
    "never-consulted": _plain("opinion", "third-party=从未征求意见的公司 objects"),
    "received-before-sent": _received_before_sent,
    "amend-unreplied": _plain("amend-reply"),
    "reopen-unreplied": _plain("reopen"),
    "after-end": _after_end,
    "before-receive": _first_step,
    "second-receive": _plain("receive", "channel=online"),
    "unsupported": _unsupported,
    "backwards": _backwards,
    "impossible-date": _impossible_date,
    "impossible-date:written": _malformed_date,
    "impossible-date:argument": _impossible_argument,
    "unknown-step": _plain("teleport"),
    "unknown-step:case": _plain("Reply", "outcome=granted"),
    "unknown-step:chinese": _plain("延期", "days=5"),
    "missing-step": lambda writer, case: f"{case.today}",
    "missing-argument": _missing_argument,
}
_FIRST = {"before-receive", "unsupported"}  # faults of the first line
_REPLACES = {"unsupported"}  # the receipt itself, not a line put before it
_NEEDS: dict[str, tuple[str, ...]] = {
    "second-correction": ("require-correction", "correct"),
    "second-extension": ("extend", "correct", "paid", "consult"),
    "late-extension": ("consult", "opinion"),
    "early-lapse": ("require-correction", "fee-notice"),
    "after-end": ("reply", "withdraw", "lapse", "require-correction"),
}
