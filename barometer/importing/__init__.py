"""Import: pages that people saved, web archives, answers and exports become visits, as if a spider had fetched them.

A format is told by content, never by file name (`formats.py`). Every document in a file becomes a `Page`; the same
parsers read it; the pages of one account or one website that are given in one command become one visit of the month,
`<month>:import:<target>`, in `readings/<month>/import.jsonl`.

- The address of a document is the one its container records; else `--url`; else what the page says of itself.
- The time it was saved is the container's (WARC-Date, MHTML's Date, HAR's startedDateTime); else the file's own
  time of change.
- The same files again add nothing. Other files for a target that the month has already replace its visit when they
  were saved later, and are refused when they were saved earlier; both say so. To keep the pages of two files, give
  both in one command.
- A file that is broken, too large or not understood is an error line of its own; the other files go in.
"""

from __future__ import annotations

from barometer.importing.pages import format_of, pages_in
from barometer.importing.report import FileResult, ImportReport
from barometer.importing.run import import_files

__all__ = ["FileResult", "ImportReport", "format_of", "import_files", "pages_in"]
