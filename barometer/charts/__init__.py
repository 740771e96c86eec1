"""One chart per file: its docstring is title and caption, TABLE its source, `draw` makes it."""
