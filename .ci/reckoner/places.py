"""The places where the contract leaves room.

Each is a sentence (or the lack of one) that can be read in more than one way, with
the readings. The reckoner raises Unsettled there, so that nothing of the kind is
held against the other program before somebody has decided it.
"""

from __future__ import annotations

# Places that leave a whole history open: written only with `generate --open`.
PLACES: dict[str, str] = {
    "office-step": "“the same words as the program's steps”: whether the office's other steps of issue 5 (register, assign, draft, approve …) are steps of a history.",
    "other-argument": "Nothing says whether an argument a step does not have, or has twice, is an error or ignored.",
    "trailing-comment": "“`#` comments”: a comment after a step on its line, or only a line of its own.",
    "several-parties": "`consult third-party=甲 co-maker=乙`: one letter to two, or an error.",
    "channel": "Only `channel=online` is shown. The words of the other channels of art. 31, and whether channel= may be missing.",
    "opinion-word": "Only `objects` is shown. The word of a third party who agrees; whether the word may be missing; what a co-maker or an organ says.",
    "received-of-others": "`received=` is shown for a co-maker; “the fifteenth working day after the other received the letter; `received=DATE`” speaks of every consultation.",
    "received-after-opinion": "An opinion dated before the letter was received.",
    "same-party-twice": "A second letter to one already consulted: a consultation of its own, or an error.",
    "wrong-kind": "consult third-party=甲, then opinion co-maker=甲: never consulted as that, or the same 甲.",
    "opinion-twice": "A second opinion of one party: issue 5 has it “recorded as it happened”; the steps know only “impossible”.",
    "opinion-after-reply": "An opinion that arrives after the reply or the end: recorded, or refused.",
    "consult-while-standing": "A letter sent while Correcting or AwaitingPayment: nothing forbids it.",
    "organ-over-15": "“no cap in law; an alarm after 15” against “while a consultation is open it is the date with its full 15 days”: the due date when another organ has not answered after its fifteenth working day.",
    "reply-while-consulting": "A reply while a consultation is open and its 15 days have not passed: art. 32 demands the letter, not the waiting; or refused.",
    "seven-days-while-consulting": "Whether consultations stop the 7 working days of art. 30 (art. 33 excludes them from the 20 days only).",
    "correction-after-fee": "A correction notice after a fee notice, within 7 working days of the receipt.",
    "correct-twice": "A second correction by the applicant while the case is processed: issue 5 has it recorded as it happened; whether it starts the days again.",
    "extend-on-due-date": "“decided before the due date”: on the due date itself (facts.md §9.2: “before 20 wd ends”).",
    "extend-while-standing": "An extension while the clock stands still (Correcting, AwaitingPayment), with no due date to be before.",
    "fee-before-2021": "A fee notice before 2021-01-01, when 国办函〔2020〕109号 came into force, or on a request received before it.",
    "late-fee-notice": "A fee notice after the due date (facts.md §3: within the handling period): refused, or marked late; and whether payment then starts a fresh 20 days (“moves no due date”).",
    "second-fee-notice": "A second fee notice in one case.",
    "fee-while-correcting": "A fee notice while Correcting.",
    "paid-twice": "A second payment: issue 5 has it recorded as it happened.",
    "lapse-on-last-day": "Lapse on the applicant's last day (until=, the 20th working day for payment): premature, or allowed.",
    "until-same-day": "A correction period that ends on the day of the notice (art. 30: a reasonable period): refused, or the organ's to set.",
    "until-on-day-off": "An until= on a day off: whether the applicant has until the next working day.",
    "reasons-while-standing": "ask-reasons while Correcting or AwaitingPayment, or twice.",
    "defer-without-reasons": "defer without ask-reasons before it: art. 35 has the one follow the other.",
    "defer-shorter": "defer to a date that is not after the due date: art. 35 speaks of not being able to keep it.",
    "defer-late": "defer after the due date, or twice.",
    "defer-while-consulting": "defer while a consultation is open, or a consultation, extension or fee notice after it: whether the deferred date moves.",
    "defer-standing": "defer, or a correction or payment, where the clock stands still.",
    "defer-to-day-off": "A deferred date on a day off: itself, or the next working day.",
    "defer-to-unpublished": "A deferred date in a year without an arrangement: provisional, or not, since nothing was counted.",
    "reply-while-standing": "A reply while Correcting or AwaitingPayment.",
    "withdraw-after-reply": "A withdrawal after the reply.",
    "after-reopen": "What `reopen` does to the clock (fresh 20 days from it, the old due date, none), to decided_on (first reply, or null) and to an extension used; every step after it.",
    "reopen-closed": "Reopening a case that was withdrawn or lapsed.",
}

# Places that leave only a field open: it is absent from the expected object, or not
# compared, and the rest of the history is.
FIELDS: dict[str, str] = {
    "due, decided_on, provisional of Closed": "“After a reply, `due` is what it was on that day” says nothing of withdraw and lapse.",
    "late of an undecided case": "Whether a case whose last step lies after its due date is late, when the history holds no reply.",
    "trace before the last start": "The example has a payment on 2024-04-09 and yet begins on 2024-02-21: the trace begins with the last correction, the last start (2024-04-10), or the receipt.",
    "trace after the due date": "Whether the trace ends on the due date, the day of the reply, or goes on to a late reply.",
    "trace while standing": "Whether a case that is Correcting, AwaitingPayment or Closed has a trace, and up to which day.",
    "trace of a deferred case": "What the days after the ordinary due date are, up to the deferred one.",
    "n of a day that does not count": "The number so far, or 0. Whether days off are listed: `counts` would need no entry otherwise, so they are expected.",
    "decided_on after amend-reply": "Read as the first reply's date (§4: “a replied case stays counted in the year … of its first reply”); compared.",
    "stdout of `unsupported`": "“state `unsupported`, exit status 2”: an object with that state, or nothing on stdout. Both pass.",
    "late, provisional while due is null": "Read as false; compared.",
}


class Unsettled(Exception):
    """A history that rests on something the contract leaves open."""

    def __init__(self, line: int, place: str) -> None:
        super().__init__(f"line {line}: {PLACES[place]}")
        self.line, self.place = line, place
