"""A case history as text: one line a step, date first, `#` comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from .places import Unsettled

# The arguments each step may carry: key=value, or a bare word.
STEPS: dict[str, set[str]] = {
    "receive": {"channel"},
    "require-correction": {"until"},
    "correct": set(),
    "consult": {"third-party", "co-maker", "organ", "received"},
    "opinion": {"third-party", "co-maker", "organ", "objects"},
    "extend": {"days"},
    "fee-notice": set(),
    "paid": set(),
    "reply": {"outcome"},
    "lapse": set(),
    "ask-reasons": set(),
    "defer": {"until"},
    "withdraw": set(),
    "amend-reply": set(),
    "reopen": set(),
}
# Steps issue 5 gives the office and exchange.md does not name.
OFFICE_STEPS = {
    "submit", "register", "assign", "take-over", "return", "review", "draft", "approve", "deliver", "archive", "silence", "propose-lapse", "confirm-lapse",
}
PARTIES = ("third-party", "co-maker", "organ")

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Refused(Exception):
    """A step that is impossible, or that the law gives nobody the power to take.

    `kind` names the sort of fault for the generator, `line` is where it stands.
    """

    def __init__(self, line: int, kind: str, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line, self.kind, self.why = line, kind, why


@dataclass(frozen=True)
class Step:
    line: int
    date: date
    word: str
    args: dict[str, str] = field(default_factory=dict)

    def required(self, key: str) -> str:
        """An argument without which the step says nothing."""
        if not self.args.get(key):
            raise Refused(self.line, "missing-argument", f"{self.word} without {key}=")
        return self.args[key]

    def day(self, key: str) -> date:
        return parse_date(self.line, self.required(key))

    def party(self) -> tuple[str, str]:
        """Who is consulted or answers: the kind and the name."""
        named = [kind for kind in PARTIES if kind in self.args]
        if len(named) > 1:
            raise Unsettled(self.line, "several-parties")
        return (named[0], self.required(named[0])) if named else ("", self.required("third-party"))

    def refuse(self, kind: str, why: str) -> Refused:
        return Refused(self.line, kind, why)

    def unsettled(self, place: str) -> Unsettled:
        return Unsettled(self.line, place)


def parse(text: str) -> list[Step]:
    """The steps of a history. The first line that cannot be read is Refused."""
    steps = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            steps.append(_parse_step(number, line.split()))
    return steps


def parse_date(line: int, text: str) -> date:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(line, "impossible-date", f"{text} is no date")


def _parse_step(line: int, words: list[str]) -> Step:
    day = parse_date(line, words[0])
    if len(words) < 2:
        raise Refused(line, "missing-step", "a date without a step")
    word = words[1]
    if word in OFFICE_STEPS:
        raise Unsettled(line, "office-step")
    if word not in STEPS:
        raise Refused(line, "unknown-step", f"{word} is no step")
    args: dict[str, str] = {}
    for item in words[2:]:
        if item.startswith("#"):
            raise Unsettled(line, "trailing-comment")
        key, _, value = item.partition("=")
        if key not in STEPS[word] or key in args:
            raise Unsettled(line, "other-argument")
        args[key] = value
    return Step(line, day, word, args)
