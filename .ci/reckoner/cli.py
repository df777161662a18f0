"""The commands of reckon.py."""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

from . import selftest
from .clock import reckon
from .compare import compare, told
from .days import Calendar, published
from .faults import FAULTS, unlawful
from .history import Refused
from .places import FIELDS, PLACES, Unsettled
from .probes import open_history
from .write import Writer, Written


def main(args: list[str], usage: str) -> int:
    parser = argparse.ArgumentParser(description=usage, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    gen = commands.add_parser("generate")
    gen.add_argument("--n", type=int, default=1000)
    gen.add_argument("--seed", type=int, default=7)
    gen.add_argument("--unlawful", action="store_true")
    gen.add_argument("--open", action="store_true")
    gen.add_argument("folder", type=Path)
    comp = commands.add_parser("compare")
    comp.add_argument("--show", type=int, default=20)
    comp.add_argument("folder", type=Path)
    comp.add_argument("program", nargs=argparse.REMAINDER)
    commands.add_parser("reckon").add_argument("files", type=Path, nargs="+")
    commands.add_parser("places")
    commands.add_parser("selftest")
    given = parser.parse_args(args)
    if given.command == "compare" and not given.program:
        parser.error("compare needs a program to run: compare DIR gongkai clock --json")
    if given.command == "places":
        return _places()
    calendar = published()
    if given.command == "generate":
        return _generate(given, calendar)
    if given.command == "compare":
        return 0 if compare(given.folder, given.program, calendar, given.show) else 1
    if given.command == "reckon":
        return max(_reckon(file, calendar) for file in given.files)
    return selftest.run()


def _generate(given: argparse.Namespace, calendar: Calendar) -> int:
    given.folder.mkdir(parents=True, exist_ok=True)
    for number in range(given.n):
        # One source of chance a history: the n-th is the same whatever --n is.
        writer = Writer(calendar, random.Random(f"{given.seed}/{number}"))
        path = given.folder / f"{number:04}.history"
        written = _write(writer, given, number)
        path.write_text(written.text, "utf-8")
        path.with_suffix(".json").write_text(json.dumps(_expected(written), ensure_ascii=False) + "\n", "utf-8")
    return 0


def _write(writer: Writer, given: argparse.Namespace, number: int) -> Written:
    if given.unlawful:
        return unlawful(writer, list(FAULTS)[number % len(FAULTS)])
    if given.open:
        return open_history(writer, list(PLACES)[number % len(PLACES)])
    return writer.lawful()


def _expected(written: Written) -> dict[str, object]:
    if written.place:
        return {"open": written.place, "says": PLACES[written.place]}
    if written.fault_line:
        return {"fault": written.name, "line": written.fault_line}
    return dict(written.result or {})


def _reckon(file: Path, calendar: Calendar) -> int:
    try:
        result, case = reckon(file.read_text("utf-8"), calendar)
    except (Refused, Unsettled) as e:
        print(f"{file} 第{e.line}行: {e}", file=sys.stderr)
        return 2
    print(json.dumps(result, ensure_ascii=False))
    print("\n".join(told(case)), file=sys.stderr)
    return 0


def _places() -> int:
    for table in (PLACES, FIELDS):
        for name, says in table.items():
            print(f"{name}\n    {says}")
    return 0
