"""The practice web: a local web of every authority of country xx, with known truth, behind real HTTP."""
