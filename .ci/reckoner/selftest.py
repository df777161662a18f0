"""Cases reckoned by hand, and the reckoner's own tools tried on it."""

from __future__ import annotations

import contextlib
import io
import random
import sys
import tempfile
import unittest
from collections import Counter
from datetime import date
from pathlib import Path

from . import cli
from .clock import Case, follow, reckon
from .compare import compare
from .days import ONE_DAY, published
from .faults import FAULTS, unlawful
from .history import STEPS, Refused
from .places import PLACES, Unsettled
from .write import Writer

CALENDAR = published()
RECEIVE = "2024-06-03 receive channel=online\n"  # a Monday; 06-10 is off

# name: (history, fields of the result)
BY_HAND: dict[str, tuple[str, dict[str, object]]] = {
    # The contract's own. After the payment of 04-09: 04-10…12 1–3, 15…19 8, 22…26 13,
    # Sunday 28 (worked) 14, 29 15, 30 16, 05-06…08 19, 05-09 20.
    "the example of exchange.md": (
        "2024-01-29 receive channel=online\n2024-02-05 require-correction until=2024-02-26\n2024-02-20 correct\n"
        "2024-02-27 consult third-party=甲公司\n2024-03-11 opinion third-party=甲公司 objects\n2024-03-15 extend days=20\n"
        "2024-04-02 fee-notice\n2024-04-09 paid\n2024-04-30 reply outcome=partly_granted\n",
        {"state": "Replied", "due": "2024-05-09", "decided_on": "2024-04-30", "late": False, "provisional": False},
    ),
    # 10-08…11 1–4, Saturday 12 (worked) 5, 14…18 10, 21…25 15, 28…11-01 20.
    "National Day": ("2024-09-30 receive channel=online\n", {"state": "Processing", "due": "2024-11-01", "late": False}),
    # Received on the first day of Spring Festival. Saturday 01-28 and Sunday 29 are worked:
    # 1, 2; 30…02-03 7, 06…10 12, 13…17 17, 20 18, 21 19, 22 20.
    "received on a day off": ("2023-01-21 receive channel=online\n", {"due": "2023-02-22"}),
    # 02-29 is a Saturday: 03-02…06 5, 13 10, 20 15, 27 20.
    "leap day": ("2020-02-28 receive channel=online\n", {"due": "2020-03-27"}),
    # 12-16…18 3, 21…25 8, 28…31 12; 2027 is not arranged, so Friday 01-01 counts: 13; 04…08 18, 11 19, 12 20.
    "into a year not arranged": ("2026-12-15 receive channel=online\n", {"due": "2027-01-12", "provisional": True}),
    # 甲 takes out 03-05…10, 乙 (letter received 03-09, silent) 03-07…30: its fifteenth working day
    # is 10…13 4, 16…20 9, 23…27 14, 30 15. So 03-03 1, 04 2, 31 3, 04-01…03 6, 07…10 10 (04-04…06 off), 17 15, 24 20.
    "overlapping consultations": (
        "2026-03-02 receive channel=online\n2026-03-04 consult third-party=甲\n2026-03-06 consult co-maker=乙 received=2026-03-09\n"
        "2026-03-10 opinion third-party=甲 objects\n2026-04-24 reply outcome=granted\n",
        {"due": "2026-04-24", "late": False},
    ),
    # 06-04 1. Out: 06-05…26, the fifteenth day (05…07 3, 11…14 7, 17…21 12, 24 13, 25 14, 26 15).
    # Then 27 2, 28 3, 07-05 8, 12 13, 19 18, 22 19, 23 20.
    "a third party that is still silent": (
        RECEIVE + "2024-06-04 consult third-party=甲\n", {"state": "Processing", "due": "2024-07-23", "decided_on": None},
    ),
    "a third party's late opinion": (
        RECEIVE + "2024-06-04 consult third-party=甲\n2024-07-01 opinion third-party=甲 objects\n", {"due": "2024-07-23"},
    ),
    # No cap: out until 07-01. 07-02…05 2–5, 12 10, 19 15, 26 20.
    "another organ's late opinion": (
        RECEIVE + "2024-06-04 consult organ=甲\n2024-07-01 opinion organ=甲 objects\n", {"due": "2024-07-26"},
    ),
    # Nothing lies after the day of dispatch and up to the same day. 04…07 4, 11…14 8, 21 13, 28 18, 07-01 19, 02 20.
    "an opinion on the day of the letter": (
        RECEIVE + "2024-06-05 consult third-party=甲\n2024-06-05 opinion third-party=甲 objects\n", {"due": "2024-07-02"},
    ),
    # 40 days: 07-02 20, 05 23, 12 28, 19 33, 26 38, 29 39, 30 40. The reply is a day late.
    "extended and late": (
        RECEIVE + "2024-07-01 extend days=20\n2024-07-31 reply outcome=granted\n2024-08-05 amend-reply\n",
        {"state": "Replied", "due": "2024-07-30", "decided_on": "2024-07-31", "late": True},
    ),
    # Corrected on Friday 06-14: 17…21 5, 28 10, 07-05 15, 12 20; the extension is spent.
    "an extension before a correction": (
        RECEIVE + "2024-06-05 extend days=20\n2024-06-06 require-correction until=2024-06-20\n2024-06-14 correct\n", {"due": "2024-07-12"},
    ),
    "on the seventh working day": (  # 04…07 4, 11 5, 12 6, 13 7
        RECEIVE + "2024-06-13 require-correction until=2024-06-28\n", {"state": "Correcting", "due": None, "late": False},
    ),
    "awaiting payment": (RECEIVE + "2024-06-13 fee-notice\n", {"state": "AwaitingPayment", "due": None}),
    "lapsed": (RECEIVE + "2024-06-05 require-correction until=2024-06-20\n2024-06-24 lapse\n", {"state": "Closed", "late": False}),
    "deferred": (
        RECEIVE + "2024-06-05 ask-reasons\n2024-06-20 defer until=2024-09-02\n2024-09-02 reply outcome=granted\n",
        {"due": "2024-09-02", "late": False},
    ),
    "replied on the spot": (RECEIVE + "2024-06-03 reply outcome=granted\n", {"due": "2024-07-02", "late": False}),
}

# name: (history, kind of fault, its line)
REFUSED: dict[str, tuple[str, str, int]] = {
    "after the seventh working day": ("# 补正\n\n" + RECEIVE + "2024-06-14 require-correction until=2024-06-28\n", "late-correction-notice", 4),
    "after the due date": (RECEIVE + "2024-07-03 extend days=5\n", "late-extension", 2),
    "a second extension after a payment": (
        RECEIVE + "2024-06-05 extend days=5\n2024-06-06 fee-notice\n2024-06-07 paid\n2024-06-11 extend days=5\n", "second-extension", 5,
    ),
    "21 days": (RECEIVE + "2024-06-05 extend days=21\n", "extension-days", 2),
    "the day before 2019-05-15": ("2019-05-14 receive channel=online\n", "unsupported", 1),
    "29 February of 2023": ("2023-02-29 receive channel=online\n", "impossible-date", 1),
    "lapse with a day to go": (RECEIVE + "2024-06-05 require-correction until=2024-06-20\n2024-06-19 lapse\n", "early-lapse", 3),
    "lapse before 20 working days of payment": (RECEIVE + "2024-06-05 fee-notice\n2024-07-03 lapse\n", "early-lapse", 3),
    "after the end": (RECEIVE + "2024-06-05 withdraw\n2024-06-06 reply outcome=granted\n", "after-end", 3),
}

OPEN: dict[str, tuple[str, str]] = {
    "on the due date": (RECEIVE + "2024-07-02 extend days=5\n", "extend-on-due-date"),
    "an organ silent beyond its alarm": (RECEIVE + "2024-06-04 consult organ=甲\n2024-06-27 ask-reasons\n", "organ-over-15"),
    "a fee before there was one": ("2020-12-01 receive channel=online\n2020-12-02 fee-notice\n", "fee-before-2021"),
}

# A program that is the reckoner, and one that is a day late where a party is silent.
HONEST = "import sys; sys.path.insert(0, {here!r}); from reckoner import cli; sys.exit(cli.main(['reckon', *sys.argv[1:]], ''))"
WRONG = "import sys; sys.path.insert(0, {here!r}); from reckoner import cli, clock; clock.OPINION = 16; sys.exit(cli.main(['reckon', *sys.argv[1:]], ''))"


class ByHand(unittest.TestCase):
    def test_reckoned(self) -> None:
        for name, (text, want) in BY_HAND.items():
            with self.subTest(name):
                got, _ = reckon(text, CALENDAR)
                self.assertEqual({key: got.get(key, "absent") for key in want}, want)

    def test_trace_of_the_example(self) -> None:
        text = BY_HAND["the example of exchange.md"][0]
        case = follow(text, CALENDAR)
        told = {day.date.isoformat(): (day.counts, day.n) for day in case.earlier + case.days_known()}
        for day, want in {
            "2024-01-30": (True, 1), "2024-02-04": (True, 5), "2024-02-06": (False, 0), "2024-02-21": (True, 1), "2024-02-27": (True, 5),
            "2024-02-28": (False, 5), "2024-03-11": (False, 5), "2024-03-12": (True, 6), "2024-04-01": (True, 20),
            "2024-04-10": (True, 1), "2024-04-28": (True, 14), "2024-05-01": (False, 16), "2024-05-09": (True, 20),
        }.items():
            self.assertEqual(told.get(day), want, day)

    def test_refused(self) -> None:
        for name, (text, kind, line) in REFUSED.items():
            with self.subTest(name), self.assertRaises(Refused) as caught:
                reckon(text, CALENDAR)
            self.assertEqual((caught.exception.kind, caught.exception.line), (kind, line), name)

    def test_open(self) -> None:
        for name, (text, place) in OPEN.items():
            with self.subTest(name), self.assertRaises(Unsettled) as caught:
                reckon(text, CALENDAR)
            self.assertEqual(caught.exception.place, place, name)

    def test_working_days_of_a_year(self) -> None:
        # facts.md §7 gives the number of each year.
        for year, want in zip(range(2019, 2027), (250, 249, 250, 249, 249, 251, 248, 248), strict=True):
            first = date(year, 1, 1)
            got = sum(CALENDAR.is_working(first + i * ONE_DAY) for i in range((date(year + 1, 1, 1) - first).days))
            self.assertEqual(got, want, str(year))


class Generated(unittest.TestCase):
    def test_lawful_histories_hold_every_step(self) -> None:
        words, states = Counter[str](), Counter[object]()
        for seed in range(400):
            written = Writer(CALENDAR, random.Random(seed)).lawful()
            assert written.result is not None
            states[written.result["state"]] += 1
            words.update(line.split()[1] for line in written.lines if line.strip() and not line.startswith("#"))
        self.assertEqual(set(STEPS), set(words))
        self.assertEqual({"Processing", "Correcting", "AwaitingPayment", "Replied", "Closed"}, set(states))

    def test_due_by_another_count(self) -> None:
        """The due date is the working day with exactly 20 + the extension of its run
        between it and the start that no consultation takes out."""
        for seed in range(200):
            case = follow("\n".join(Writer(CALENDAR, random.Random(seed)).walk()), CALENDAR)
            last = case.days_known()[-1].date if case.days_known() and not case.stood_since else None
            if last:
                self.assertEqual(_counted(case, last), 20 + case.extra, case)
                self.assertEqual(_counted(case, last - ONE_DAY), 19 + case.extra, case)

    def test_every_fault(self) -> None:
        for kind in FAULTS:
            written = unlawful(Writer(CALENDAR, random.Random(kind)), kind)
            with self.assertRaises(Refused, msg=kind):
                reckon(written.text, CALENDAR)

    def test_every_place_is_raised(self) -> None:
        source = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("[!ps]*.py"))
        for place in PLACES:
            self.assertIn(f'"{place}"', source, f"{place} is listed and never raised")


class Compared(unittest.TestCase):
    def test_the_reckoner_agrees_with_itself(self) -> None:
        for flags in ([], ["--unlawful"]):
            self.assertTrue(*_compared(HONEST, flags))

    def test_a_wrong_program_is_found(self) -> None:
        same, told = _compared(WRONG, [])
        self.assertFalse(same, told)
        self.assertIn("due: got", told)
        self.assertIn("trace:", told)


def _counted(case: Case, upto: date) -> int:
    run = (case.start + i * ONE_DAY for i in range(1, (upto - case.start).days + 1))
    out = {c.sent + i * ONE_DAY for c in case.consultations for i in range(1, (c.end - c.sent).days + 1)}
    return sum(CALENDAR.is_working(day) and day not in out for day in run)


def _compared(program: str, flags: list[str]) -> tuple[bool, str]:
    command = [sys.executable, "-B", "-c", program.format(here=str(Path(__file__).resolve().parents[1]))]
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as told:
        cli.main(["generate", "--n", "60", "--seed", "3", *flags, folder], "")
        same = compare(Path(folder), command, CALENDAR)
    return same, told.getvalue()


def run() -> int:
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__])
    return 0 if unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful() else 1
