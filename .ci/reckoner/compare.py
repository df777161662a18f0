"""Runs the program on histories and tells where it and the expected objects differ."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .clock import Case, reckon
from .days import Calendar

AT_ONCE = 100  # histories a run, where the program takes many
PATIENCE = 60  # seconds a run


@dataclass
class Answer:
    status: int
    out: str
    err: str

    def object(self) -> dict[str, Any] | None:
        """The one JSON object printed, or None."""
        try:
            got = json.loads(self.out)
        except ValueError:
            return None
        return got if isinstance(got, dict) else None


class Program:
    def __init__(self, command: list[str]) -> None:
        self.command = command

    def answers(self, files: list[Path], many: bool) -> list[Answer]:
        """An answer for each file, in their order."""
        chunks = [files[i : i + AT_ONCE] for i in range(0, len(files), AT_ONCE)]
        with ThreadPoolExecutor(2) as pool:
            if many and len(files) > 1 and len(self._chunk(files[:2])) == 2:
                return [answer for chunk in pool.map(self._chunk_or_each, chunks) for answer in chunk]
            return list(pool.map(lambda file: self._run([file]), files))

    def _run(self, files: list[Path]) -> Answer:
        try:
            done = subprocess.run([*self.command, *map(str, files)], capture_output=True, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return Answer(-1, "", f"no answer within {PATIENCE} s")
        return Answer(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    def _chunk(self, files: list[Path]) -> list[Answer]:
        """One run for many; empty unless each file got a line of its own."""
        answer = self._run(files)
        lines = answer.out.splitlines()
        if answer.status or len(lines) != len(files):
            return []
        return [Answer(0, line, "") for line in lines]

    def _chunk_or_each(self, files: list[Path]) -> list[Answer]:
        return self._chunk(files) or [self._run([file]) for file in files]


def compare(folder: Path, command: list[str], calendar: Calendar, show: int = 20) -> bool:
    """Print the differences, and whether there were none."""
    files = sorted(folder.glob("*.history"))
    expected = {file: json.loads(file.with_suffix(".json").read_text("utf-8")) for file in files}
    lawful = [file for file in files if "state" in expected[file]]
    others = [file for file in files if "state" not in expected[file]]
    program, notes, failed = Program(command), Counter[str](), 0
    answers = dict(zip(lawful, program.answers(lawful, many=True), strict=True))
    answers |= zip(others, program.answers(others, many=False), strict=True)
    for file in files:
        found = differences(file, expected[file], answers[file], calendar, notes)
        if found and (failed := failed + 1) <= show:
            print(explained(file, found, calendar))
    if failed > show:
        print(f"… and {failed - show} more, not shown")
    for note, count in sorted(notes.items()):
        print(f"note: {note}: {count}")
    print(f"{len(files) - failed} passed, {failed} failed")
    return bool(files) and not failed


def differences(file: Path, want: dict[str, Any], answer: Answer, calendar: Calendar, notes: Counter[str]) -> list[str]:
    if "open" in want:
        got = answer.object() or {}
        notes[f"open: {want['open']}: exit {answer.status} {got.get('state', '')}".rstrip()] += 1
        return []
    if "line" in want:
        return _refusal(want, answer)
    got = answer.object()
    if answer.status or got is None:
        return [f"exit status {answer.status}, want 0 and one object: {(answer.err or answer.out).strip()[:300]}"]
    # As JSON, because Python takes 0 for false.
    pairs = [(key, _shown(got, key), _shown(want, key)) for key in want if key != "trace"]
    found = [f"{key}: got {mine}, want {theirs}" for key, mine, theirs in pairs if mine != theirs]
    _, case = reckon(file.read_text("utf-8"), calendar)
    return found + Trace(want, got, case, notes).differences()


def _shown(got: dict[str, Any], key: str) -> str:
    return json.dumps(got[key]) if key in got else "nothing"


def _refusal(want: dict[str, Any], answer: Answer) -> list[str]:
    """Exit status 2, the line named, nothing reckoned."""
    found = []
    if answer.status != 2:
        found.append(f"exit status {answer.status}, want 2 ({want['fault']} in line {want['line']})")
    if f"第{want['line']}行" not in answer.err:
        found.append(f"the message does not name 第{want['line']}行 ({want['fault']}): {answer.err.strip()[:300]}")
    told = answer.object() or {}
    only_unsupported = want["fault"] == "unsupported" and told.get("state") == "unsupported" and not told.get("due")
    if answer.out.strip() and not only_unsupported:
        found.append(f"printed all the same: {answer.out.strip()[:200]}")
    return found


class Trace:
    """The days as the program and the reckoner tell them. What the contract leaves
    open (places.FIELDS) makes a note, not a difference."""

    def __init__(self, want: dict[str, Any], got: dict[str, Any], case: Case, notes: Counter[str]) -> None:
        self.want = {day["date"]: day for day in want.get("trace", [])}
        self.earlier = {day.date.isoformat(): day.json() for day in case.earlier}
        self.must = want.get("due") is not None  # otherwise nobody says how far it goes
        self.days: list[dict[str, Any]] = got.get("trace") or []
        self.case, self.notes = case, notes

    def differences(self) -> list[str]:
        dates = [day.get("date", "") for day in self.days]
        if dates != sorted(set(dates)):
            return ["trace: the days are not in order, each once"]
        found = [f"trace: {at} is missing" for at in self.want if self.must and at not in dates][:3]
        for day in self.days:
            found += self._day(day)
        return found[:6]

    def _day(self, day: dict[str, Any]) -> list[str]:
        at, want = day["date"], self.want.get(day["date"])
        if not day.get("why"):
            return [f"trace: {at} has no why"]
        if want is None:
            return self._other_day(day)
        return self._same(day, want)

    def _same(self, day: dict[str, Any], want: dict[str, Any]) -> list[str]:
        # n of a day that does not count is nowhere defined.
        if day.get("counts") != want["counts"] or (want["counts"] and day.get("n") != want["n"]):
            return [f"trace: {json.dumps(day, ensure_ascii=False)}, want {json.dumps(want, ensure_ascii=False)}"]
        return []

    def _other_day(self, day: dict[str, Any]) -> list[str]:
        """A day outside the present run."""
        at = day["date"]
        assert self.case.received
        if self.earlier.get(at):
            self.notes["the trace tells days before the last start"] += 1
            return self._same(day, self.earlier[at])
        if date.fromisoformat(at) <= self.case.received and day.get("counts"):
            return [f"trace: {at} counts, and the request was received on {self.case.received}"]
        if self.want and at > max(self.want):
            self.notes["the trace goes on after the last day of the run"] += 1
        return []


def explained(file: Path, found: list[str], calendar: Calendar) -> str:
    """A failed history with its lines numbered and the reckoner's own days."""
    text = file.read_text("utf-8")
    parts = [f"== {file.name}", *found]
    parts += [f"  {number:3} {line}" for number, line in enumerate(text.splitlines(), 1)]
    try:
        result, case = reckon(text, calendar)
        parts += ["  reckoned: " + json.dumps({k: v for k, v in result.items() if k != "trace"}), *told(case)]
    except Exception as e:  # the fault is the expected answer
        parts.append(f"  reckoned: {e}")
    return "\n".join(parts) + "\n"


def told(case: Case) -> list[str]:
    """The days of a case, runs of equal days that do not count on one line."""
    out: list[str] = []
    since, why = "", ""
    for day in case.earlier + case.days_known():
        if day.counts:
            since, why = "", ""
            out.append(f"    {day.date} {day.n:2} {day.why}")
        elif day.why == why:
            out[-1] = f"    {since}–{day.date}  - {day.why}"
        else:
            since, why = day.date.isoformat(), day.why
            out.append(f"    {since}  - {day.why}")
    return out
