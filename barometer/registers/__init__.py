"""The official registers: one reader each, from an answer as documented to plain rows, and what to make of them.

Readers are pure: they take the decoded answer. `fetching.py` asks; `proposal.py` compares with the country's tables.
Written from the registers' public documentation; what could be tried on recorded answers stands in the tests.
"""
