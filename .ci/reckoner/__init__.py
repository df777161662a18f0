"""A second reckoner of case clocks, written from the contract alone.

It shares no code and no author with `gongkai clock`: both read "A case history"
and "Counting days" of ../shared/design/exchange.md and the 条例, so that two
independent readings of one text can be held against each other. Where the text
leaves room it decides nothing (places.py) and says so.
"""
