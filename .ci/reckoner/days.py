"""Working days (工作日) by the published holiday arrangements."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path

ONE_DAY = timedelta(days=1)


class Calendar:
    """Working days as facts.md §7 defines them: a day in `work`, or a weekday not
    in `off`. A year that is not in the file counts by weekends alone."""

    def __init__(self, years: dict[str, dict[str, list[str]]]) -> None:
        self._years = {int(year) for year in years}
        self._off = {date.fromisoformat(day) for y in years.values() for day in y["off"]}
        self._work = {date.fromisoformat(day) for y in years.values() for day in y["work"]}

    def is_published(self, day: date) -> bool:
        """Whether the arrangement of the day's year is known."""
        return day.year in self._years

    def is_working(self, day: date) -> bool:
        return day in self._work or (day.weekday() < 5 and day not in self._off)

    def nth(self, after: date, n: int) -> date:
        """The n-th working day after a day, which itself never counts."""
        day = after
        while n > 0:
            day += ONE_DAY
            n -= self.is_working(day)
        return day

    def last_working(self, upto: date) -> date:
        """The last working day not later than a day."""
        while not self.is_working(upto):
            upto -= ONE_DAY
        return upto

    def first_working(self, since: date) -> date:
        """The first working day not earlier than a day."""
        return self.nth(since - ONE_DAY, 1)

    def odd_days(self) -> list[date]:
        """The days off and made up for, where mistakes live."""
        return sorted(self._off | self._work)


def published() -> Calendar:
    """The calendar of ../shared/law/holidays.json, or of $GONGKAI_SHARED."""
    beside = Path(__file__).resolve().parents[2].parent / "shared"
    shared = Path(os.environ.get("GONGKAI_SHARED") or beside)
    return Calendar(json.loads((shared / "law" / "holidays.json").read_text("utf-8")))
