#!/usr/bin/env python3
"""A second reckoner of case clocks, to hold `gongkai clock` against.

  reckon.py generate --n 1000 --seed 7 DIR [--unlawful | --open]
      writes NNNN.history with the expected NNNN.json beside each
  reckon.py compare DIR PROGRAM…
      runs `PROGRAM… NNNN.history` on each and prints where the two differ
  reckon.py reckon FILE…      what it reckons of a history, and every day of it
  reckon.py places            where the contract leaves room, and what is not held
                              against the program for it
  reckon.py selftest          cases reckoned by hand

The contract is ../shared/design/exchange.md (§2 "A case history", "Counting
days", §4) with the 条例; nothing here is taken from the program. Python's standard
library only.
"""

from __future__ import annotations

import sys

sys.dont_write_bytecode = True  # no __pycache__ in the work tree

from reckoner import cli  # noqa: E402

if __name__ == "__main__":
    sys.exit(cli.main(sys.argv[1:], __doc__ or ""))
