"""The clock of one case: the steps of a history taken one by one.

Rules in the order of exchange.md, "Counting days". A case is the receipt, the run
of working days that counts at present (a correction and a payment begin a fresh
one), the consultations that take days out of it, and the extension of this run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .days import ONE_DAY, Calendar
from .history import Refused, Step, parse

IN_FORCE = date(2019, 5, 15)  # the 2019 text of the 条例
FEES_IN_FORCE = date(2021, 1, 1)  # 国办函〔2020〕109号
REPLY, EXTENSION, CORRECTION, OPINION, PAYMENT = 20, 20, 7, 15, 20

Result = dict[str, object]


@dataclass
class Consultation:
    kind: str
    name: str
    sent: date
    received: date
    limit: date  # the fifteenth working day after the letter was received
    opinion: date | None = None

    @property
    def is_capped(self) -> bool:
        """Other organs have no period in law (art. 33); third parties and
        co-makers have fifteen working days (arts. 32, 34)."""
        return self.kind != "organ"

    @property
    def end(self) -> date:
        """The last day taken out of the count, as far as is known."""
        if self.opinion is None:
            return self.limit
        return min(self.opinion, self.limit) if self.is_capped else self.opinion

    def is_open(self, day: date) -> bool:
        return self.opinion is None and (day <= self.limit or not self.is_capped)


@dataclass(frozen=True)
class Day:
    date: date
    counts: bool
    n: int
    why: str

    def json(self) -> dict[str, object]:
        return {"date": self.date.isoformat(), "counts": self.counts, "n": self.n, "why": self.why}


@dataclass
class Case:
    calendar: Calendar
    state: str = "Submitted"
    received: date | None = None
    today: date = date.min  # of the last step taken
    start: date = date.min  # day 0 of the run
    extra: int = 0  # days of extension in this run
    extended: bool = False  # in any run of the case
    correct_by: date | None = None  # until= of the one notice
    fee_notice: date | None = None
    asked_reasons: bool = False
    deferred: date | None = None
    decided_on: date | None = None
    reopened: bool = False
    stood_since: date | None = None  # day of the notice the case waits on
    consultations: list[Consultation] = field(default_factory=list)
    earlier: list[Day] = field(default_factory=list)  # the runs before this one
    result: Result = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """Take a step, or raise Refused or Unsettled."""
        if self.received is None and step.word != "receive":
            raise step.refuse("before-receive", "nothing was received yet")
        if step.date < self.today:
            raise step.refuse("backwards", f"before {self.today}, the step above")
        if self.reopened:
            raise step.unsettled("after-reopen")
        getattr(self, "_" + step.word.replace("-", "_"))(step)
        self.today = step.date

    # The count.

    def due(self, step: Step | None = None) -> date:
        """The due date as known today; `step` only tells where it was asked."""
        return self.deferred or self.run(step)[-1].date

    def run(self, step: Step | None = None) -> list[Day]:
        """Every day of the present run, up to its last."""
        day = step.date if step else self.today
        for c in self.consultations:
            if not c.is_capped and c.is_open(day) and day > c.limit:
                raise (step or self._nowhere()).unsettled("organ-over-15")
        return self._days(REPLY + self.extra)

    def _days(self, wanted: int) -> list[Day]:
        days, day, n = [], self.start, 0
        while n < wanted:
            day += ONE_DAY
            counts, why = self._judge(day)
            n += counts
            days.append(Day(day, counts, n, why))
        return days

    def days_known(self) -> list[Day]:
        """The days of the present run, for whoever wants to see them; up to the
        notice where the case waits for the applicant."""
        days = self._days(REPLY + self.extra)
        return [d for d in days if not self.stood_since or d.date < self.stood_since]

    def _judge(self, day: date) -> tuple[bool, str]:
        if not self.calendar.is_working(day):
            return False, "休息日"
        # Overlapping consultations take a day out once: any of them will do.
        for c in self.consultations:
            if c.sent < day <= c.end:
                return False, f"征求{c.name}意见"
        return True, "工作日"

    def _nowhere(self) -> Step:
        return Step(0, self.today, "")

    def _restart(self, day: date) -> None:
        assert self.stood_since
        # What the run was worth before the notice is history; the day of the
        # notice itself belongs to neither.
        self.earlier += [d for d in self._days(REPLY + self.extra) if d.date < self.stood_since]
        standing = (day - self.stood_since).days
        self.earlier += [Day(self.stood_since + i * ONE_DAY, False, 0, "等候") for i in range(1, standing + 1)]
        # An extension used before is spent: it does not come along.
        self.start, self.extra, self.stood_since = day, 0, None
        self.state = "Processing"

    # The steps.

    def _receive(self, step: Step) -> None:
        if self.received:
            raise step.refuse("second-receive", "received already")
        if step.date < IN_FORCE:
            raise step.refuse("unsupported", "under the text of 2007")
        if step.args.get("channel") != "online":
            raise step.unsettled("channel")
        self.received = self.start = step.date
        self.state = "Processing"

    def _require_correction(self, step: Step) -> None:
        self._not_after_end(step)
        if self.correct_by:
            raise step.refuse("second-correction", "one notice only (art. 30)")
        until = step.day("until")
        if until < step.date:
            raise step.refuse("until-in-the-past", f"the period ends on {until}, before the notice")
        if until == step.date:
            raise step.unsettled("until-same-day")
        if self.fee_notice:
            raise step.unsettled("correction-after-fee")
        if self.deferred:
            raise step.unsettled("defer-standing")
        assert self.received
        if step.date > self.calendar.nth(self.received, CORRECTION):
            if any(c.sent < c.end for c in self.consultations):
                raise step.unsettled("seven-days-while-consulting")
            raise step.refuse("late-correction-notice", "after the seventh working day (art. 30)")
        self.correct_by, self.stood_since, self.state = until, step.date, "Correcting"

    def _correct(self, step: Step) -> None:
        if not self.correct_by:
            raise step.refuse("correct-unasked", "no correction was asked for")
        if self.state == "Closed":
            raise step.refuse("after-end", "the case has ended")
        if self.state != "Correcting":
            raise step.unsettled("correct-twice")
        self._restart(step.date)

    def _consult(self, step: Step) -> None:
        self._not_after_end(step)
        kind, name = step.party()
        received = step.day("received") if "received" in step.args else step.date
        if received < step.date:
            raise step.refuse("received-before-sent", f"received on {received}, sent on {step.date}")
        if "received" in step.args and kind != "co-maker":
            raise step.unsettled("received-of-others")
        if any(c.name == name for c in self.consultations):
            raise step.unsettled("same-party-twice")
        if self.state != "Processing":
            raise step.unsettled("consult-while-standing")
        if self.deferred:
            raise step.unsettled("defer-while-consulting")
        self.consultations.append(Consultation(kind, name, step.date, received, self.calendar.nth(received, OPINION)))

    def _opinion(self, step: Step) -> None:
        kind, name = step.party()
        found = [c for c in self.consultations if c.name == name]
        if not found:
            raise step.refuse("never-consulted", f"{name} was never consulted")
        if found[0].kind != kind:
            raise step.unsettled("wrong-kind")
        if "objects" not in step.args:
            raise step.unsettled("opinion-word")
        if self.state in ("Replied", "Closed"):
            raise step.unsettled("opinion-after-reply")
        if found[0].opinion:
            raise step.unsettled("opinion-twice")
        if step.date < found[0].received:
            raise step.unsettled("received-after-opinion")
        if self.deferred:
            raise step.unsettled("defer-while-consulting")
        found[0].opinion = step.date

    def _extend(self, step: Step) -> None:
        self._not_after_end(step)
        if self.extended:
            raise step.refuse("second-extension", "one extension in a case")
        days = step.required("days")
        if not (days.isascii() and days.isdigit() and 1 <= int(days) <= EXTENSION):
            raise step.refuse("extension-days", f"{days} days: 1 to {EXTENSION} (art. 33)")
        if self.state != "Processing":
            raise step.unsettled("extend-while-standing")
        if self.deferred:
            raise step.unsettled("defer-while-consulting")
        due = self.due(step)
        if step.date > due:
            raise step.refuse("late-extension", f"after the due date {due}")
        if step.date == due:
            raise step.unsettled("extend-on-due-date")
        self.extra, self.extended = int(days), True

    def _fee_notice(self, step: Step) -> None:
        self._not_after_end(step)
        assert self.received
        if self.state == "Correcting":
            raise step.unsettled("fee-while-correcting")
        if self.fee_notice:
            raise step.unsettled("second-fee-notice")
        if min(step.date, self.received) < FEES_IN_FORCE:
            raise step.unsettled("fee-before-2021")
        if self.deferred:
            raise step.unsettled("defer-while-consulting")
        if step.date > self.due(step):
            raise step.unsettled("late-fee-notice")
        self.fee_notice, self.stood_since, self.state = step.date, step.date, "AwaitingPayment"

    def _paid(self, step: Step) -> None:
        if not self.fee_notice:
            raise step.refuse("paid-unasked", "no payment was asked for")
        if self.state == "Closed":
            raise step.refuse("after-end", "the case has ended")
        if self.state != "AwaitingPayment":
            raise step.unsettled("paid-twice")
        self._restart(step.date)

    def _lapse(self, step: Step) -> None:
        self._not_after_end(step)
        if self.state == "Processing":
            raise step.refuse("lapse-unasked", "the applicant owes nothing")
        last = self.last_day_of_applicant()
        if step.date < last:
            raise step.refuse("early-lapse", f"the applicant has until {last}")
        if step.date == last:
            raise step.unsettled("lapse-on-last-day")
        if step.date <= self.calendar.first_working(last):
            raise step.unsettled("until-on-day-off")
        self._close(step)

    def last_day_of_applicant(self) -> date:
        """The day by which a correction or a payment is owed."""
        assert self.correct_by or self.fee_notice
        if self.state == "Correcting":
            return self.correct_by or date.max
        return self.calendar.nth(self.fee_notice or date.max, PAYMENT)

    def _ask_reasons(self, step: Step) -> None:
        self._not_after_end(step)
        if self.state != "Processing" or self.asked_reasons:
            raise step.unsettled("reasons-while-standing")
        self.asked_reasons = True

    def _defer(self, step: Step) -> None:
        self._not_after_end(step)
        until = step.day("until")
        if until < step.date:
            raise step.refuse("until-in-the-past", f"deferred to {until}, before the step")
        if self.state != "Processing":
            raise step.unsettled("defer-standing")
        if not self.asked_reasons:
            raise step.unsettled("defer-without-reasons")
        if any(c.is_open(step.date) for c in self.consultations):
            raise step.unsettled("defer-while-consulting")
        if self.deferred or step.date > self.due(step):
            raise step.unsettled("defer-late")
        if until <= self.due(step):
            raise step.unsettled("defer-shorter")
        if not self.calendar.is_published(until):
            raise step.unsettled("defer-to-unpublished")
        if not self.calendar.is_working(until):
            raise step.unsettled("defer-to-day-off")
        self.deferred = until

    def _reply(self, step: Step) -> None:
        self._not_after_end(step)
        step.required("outcome")
        if self.state != "Processing":
            raise step.unsettled("reply-while-standing")
        if any(c.is_open(step.date) for c in self.consultations):
            raise step.unsettled("reply-while-consulting")
        self.today = step.date
        self.state, self.decided_on = "Replied", step.date
        # After a reply, due is what it was on that day: reckoned once, kept.
        self.result = self._reckoned(late=step.date > self.due())

    def _withdraw(self, step: Step) -> None:
        if self.state == "Replied":
            raise step.unsettled("withdraw-after-reply")
        self._not_after_end(step)
        self._close(step)

    def _amend_reply(self, step: Step) -> None:
        if self.state == "Closed":
            raise step.refuse("after-end", "the case has ended")
        if self.state != "Replied":
            raise step.refuse("amend-unreplied", "there is no reply to amend")

    def _reopen(self, step: Step) -> None:
        if self.state == "Closed":
            raise step.unsettled("reopen-closed")
        if self.state != "Replied":
            raise step.refuse("reopen-unreplied", "the case is open")
        self.reopened, self.state = True, "Processing"

    def _not_after_end(self, step: Step) -> None:
        if self.state in ("Replied", "Closed"):
            raise step.refuse("after-end", "the case has ended")

    def _close(self, step: Step) -> None:
        last = self.stood_since or step.date
        late = last > (self.deferred or self._days(REPLY + self.extra)[-1].date)
        self.result = {"state": "Closed"} | ({} if late else {"late": False})
        self.state = "Closed"

    # The result.

    def conclude(self) -> Result:
        """The JSON object, without the fields the contract leaves open."""
        if self.reopened:
            return {"state": "Processing"}
        if self.result:
            return self.result
        if self.stood_since:
            return self._standing()
        return self._reckoned(late=False if self.today <= self.due() else None)

    def _reckoned(self, late: bool | None) -> Result:
        due, run = self.due(), self.run()
        result: Result = {
            "state": self.state,
            "due": due.isoformat(),
            "decided_on": self.decided_on and self.decided_on.isoformat(),
            "late": late,
            "provisional": not self.calendar.is_published(due),
            "trace": [day.json() for day in run],
        }
        if late is None:
            del result["late"]
        return result

    def _standing(self) -> Result:
        result: Result = {"state": self.state, "due": None, "decided_on": None, "late": False, "provisional": False}
        days = self._days(REPLY + self.extra)
        if not all(self.calendar.is_published(day) for day in (days[-1].date, self.today)):
            del result["provisional"]
        return result | {"trace": [day.json() for day in self.days_known()]}


def follow(text: str, calendar: Calendar) -> Case:
    """The case after the steps of a history, each of them taken."""
    case = Case(calendar)
    for step in parse(text):
        case.take(step)
    if case.received is None:
        raise Refused(1, "empty", "no steps")
    return case


def reckon(text: str, calendar: Calendar) -> tuple[Result, Case]:
    """What a history comes to; Refused or Unsettled where it comes to nothing."""
    case = follow(text, calendar)
    return case.conclude(), case
