"""Histories at random: lawful ones by a walk, unlawful ones with one fault each.

The walk proposes steps and dates; the reckoner judges each proposal, so that what
is written is what the contract settles. Dates are drawn towards the places where
programs go wrong: the last day of every period, the day after, days off.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from .clock import CORRECTION, IN_FORCE, Case, Result, follow, reckon
from .days import ONE_DAY, Calendar
from .history import Refused
from .places import Unsettled

LAST_RECEIPT, LAST_STEP = date(2026, 12, 31), date(2027, 12, 31)
NAMES = ["甲公司", "乙公司", "丙合作社", "市自然资源局", "县档案馆", "张三", "李四（个人）", "Acme-7", "省厅二处"]
OUTCOMES = [
    "granted", "partly_granted", "withheld.state_secret", "withheld.third_party_rights", "withheld.deliberative",
    "unavailable.not_held", "unavailable.needs_creation", "not_processed.petition", "not_processed.repeated",
]
COMMENTS = ["# 申请人来电询问", "#", "# 2024-01-01 receive channel=online", "", "  ", "# ——"]

# What is likely next in each state; a walk multiplies them by its own taste.
LIKELY: dict[str, dict[str, float]] = {
    "Processing": {
        "consult": 10, "opinion": 24, "require-correction": 8, "extend": 6, "fee-notice": 4, "reply": 3,
        "ask-reasons": 2, "defer": 6, "withdraw": 0.4,
    },
    "Correcting": {"correct": 12, "lapse": 2, "opinion": 2, "withdraw": 0.5},
    "AwaitingPayment": {"paid": 12, "lapse": 2, "opinion": 2, "withdraw": 0.5},
    "Replied": {"amend-reply": 1, "reopen": 0.3},
}


@dataclass
class Written:
    name: str  # what the history shows
    lines: list[str]
    result: Result | None = None
    fault_line: int = 0
    place: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


class Writer:
    def __init__(self, calendar: Calendar, rng: random.Random) -> None:
        self.calendar, self.rng = calendar, rng
        self._edges = self._notable_days()

    # Lawful histories.

    def lawful(self) -> Written:
        lines = self.decorated(self.walk())[0]
        return Written("lawful", lines, reckon("\n".join(lines), self.calendar)[0])

    def walk(self, taste: dict[str, float] | None = None) -> list[str]:
        """The lines of a lawful, settled history."""
        rng = self.rng
        if taste is None:
            taste = {word: rng.choice([0.2, 1, 1, 4]) for steps in LIKELY.values() for word in steps}
        lines, case = [f"{self.receipt()} receive channel=online"], None
        length = rng.choice([1, 2, 3, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 10, 12, 14])
        while len(lines) < length or case is None:
            case = follow("\n".join(lines), self.calendar)
            line = self._settled_step(lines, case, list(LIKELY.get(case.state, {})), taste)
            # A case decided goes on only now and then.
            if not line or (case.state == "Replied" and rng.random() < 0.7):
                break
            lines.append(line)
        return self._settled(self._perhaps_replied(lines, taste))

    def _perhaps_replied(self, lines: list[str], taste: dict[str, float]) -> list[str]:
        """Most cases end with a reply, in time or not, if one may be given."""
        case = follow("\n".join(lines), self.calendar)
        if case.state != "Processing" or case.reopened or self.rng.random() < 0.3:
            return lines
        line = self._settled_step(lines, case, ["reply"], taste)
        return lines + [line] if line else lines

    def _settled_step(self, lines: list[str], case: Case, words: list[str], taste: dict[str, float]) -> str | None:
        """The line of one more step, one of the words; None if none is found."""
        if not words or case.reopened:
            return None
        weights = [LIKELY[case.state][word] * taste[word] for word in words]
        for _ in range(16):
            word = self.rng.choices(words, weights)[0]
            day = self.day_for(case, word)
            line = self.step(case, word, day)
            if line and day <= LAST_STEP and self._takes(lines + [line]):
                return line
        return None

    def _takes(self, lines: list[str]) -> bool:
        """Whether the steps may be taken. What they come to may still be unsettled, as
        of an organ that has not answered yet; the next step may settle it."""
        try:
            follow("\n".join(lines), self.calendar)
        except (Refused, Unsettled):
            return False
        return True

    def _settled(self, lines: list[str]) -> list[str]:
        while True:
            try:
                reckon("\n".join(lines), self.calendar)
                return lines
            except Unsettled:
                lines = lines[:-1]

    # Dates.

    def _notable_days(self) -> list[date]:
        days = set(self.calendar.odd_days())
        for year in range(IN_FORCE.year, LAST_RECEIPT.year + 1):
            days |= {date(year, 2, 28), date(year, 3, 1), date(year, 12, 31), date(year, 1, 1)}
        return sorted(d for d in days if IN_FORCE <= d <= LAST_RECEIPT)

    def receipt(self) -> date:
        rng = self.rng
        kind = rng.random()
        if kind < 0.4:
            day = IN_FORCE + timedelta(days=rng.randint(0, (LAST_RECEIPT - IN_FORCE).days))
        elif kind < 0.8:
            # Near an edge, or a period before it, so that the count runs across.
            day = rng.choice(self._edges) - timedelta(days=rng.choice([0, 0, 1, 2, 7, 14, 21, 28]))
        elif kind < 0.9:
            day = LAST_RECEIPT - timedelta(days=rng.randint(0, 60))
        else:
            day = rng.choice([IN_FORCE, IN_FORCE + ONE_DAY, date(2020, 2, 29), date(2024, 2, 29), LAST_RECEIPT])
        return max(day, IN_FORCE)

    def day_for(self, case: Case, word: str) -> date:
        """A day for a step: at the end of a period it has to do with, or some days
        after the step before, seldom beyond the due date."""
        rng, today = self.rng, case.today
        edges = [day for day in self._boundaries(case, word) if day >= today]
        if edges and rng.random() < (0.6 if word in ("reply", "opinion", "lapse", "correct", "paid") else 0.25):
            day = rng.choice(edges)
            day = rng.choice([day, day, day + ONE_DAY, day - ONE_DAY, self.calendar.nth(day, 1), self.calendar.last_working(day - ONE_DAY)])
            return max(day, today)
        gap = rng.choice([0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 7]) if rng.random() < 0.93 else rng.choice([10, 15, 25, 45])
        return today + timedelta(days=gap)

    def _boundaries(self, case: Case, word: str) -> list[date]:
        """The last days of the periods a step may have to do with."""
        assert case.received
        if case.state == "Correcting" or case.state == "AwaitingPayment":
            last = case.last_day_of_applicant()
            return [last, self.calendar.nth(last, 2)] if word == "lapse" else [last]
        ends = [c.limit for c in case.consultations if c.is_open(case.today)]
        if word == "opinion":
            return ends
        if word == "require-correction":
            return [self.calendar.nth(case.received, CORRECTION)]
        try:
            return ends[:1] + [case.due()] * 3
        except Unsettled:
            return ends

    # Lines.

    def step(self, case: Case, word: str, day: date) -> str | None:
        """A line for a step, with arguments that fit the case; None if it has none."""
        args = {
            "consult": self._consult_args,
            "opinion": self._opinion_args,
            "require-correction": self._until,
            "defer": self._defer_args,
            "extend": lambda *_: f" days={self.rng.choice([1, 2, 5, 10, 15, 19, 20, 20, 20])}",
            "reply": lambda *_: f" outcome={self.rng.choice(OUTCOMES)}",
        }.get(word, lambda *_: "")(case, day)
        return None if args is None else f"{day} {word}{args}"

    def _consult_args(self, case: Case, day: date) -> str | None:
        unused = [name for name in NAMES if name not in {c.name for c in case.consultations}]
        if not unused:
            return None
        kind = self.rng.choice(["third-party", "third-party", "co-maker", "co-maker", "organ"])
        received = ""
        if kind == "co-maker" and self.rng.random() < 0.6:
            received = f" received={day + timedelta(days=self.rng.choice([0, 1, 2, 3, 5, 8]))}"
        return f" {kind}={self.rng.choice(unused)}{received}"

    def _opinion_args(self, case: Case, _: date) -> str | None:
        waiting = [c for c in case.consultations if c.opinion is None]
        if not waiting:
            return None
        c = self.rng.choice(waiting)
        return f" {c.kind}={c.name} objects"

    def _until(self, _: Case, day: date) -> str:
        return f" until={day + timedelta(days=self.rng.choice([1, 5, 7, 10, 15, 15, 21, 30]))}"

    def _defer_args(self, case: Case, day: date) -> str | None:
        try:
            due = case.due()
        except Unsettled:
            return None
        return f" until={self.calendar.nth(max(due, day), self.rng.choice([1, 2, 5, 10, 20, 60]))}"

    def decorated(self, lines: list[str], at: int = 0) -> tuple[list[str], int]:
        """The lines with comments and blank lines between them, and the number of
        the line that had index `at`."""
        out: list[str] = []
        number, share = 0, self.rng.choice([0, 0, 0.15, 0.4])
        for i, line in enumerate(lines):
            while self.rng.random() < share:
                out.append(self.rng.choice(COMMENTS))
            out.append(line)
            if i == at:
                number = len(out)
        return out, number
