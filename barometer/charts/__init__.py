"""One chart per file: the docstring's first line is its title and the rest its caption, both in bokmål as published.

A chart module says which mart table it shows (`TABLE`), of this month or of `EVERY_MONTH`, in which `UNIT`, which
colours mean what (`LEGEND`), chooses the rows (`rows`), draws them (`draw`), and names the columns of the table behind
it (`COLUMNS`). It computes no metric. A new chart is one file here and one line in a page template.

No name or other text of a row goes into the specification itself: Vega-Lite makes a program of a list to sort by, so
rows come in the order they are drawn in (`sort=None`).
"""
