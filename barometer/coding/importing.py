"""From filled sheets to stored codings: paired, compared, disagreements told, the month's file replaced as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from barometer import readings_file
from barometer.coding.kappa import Agreement, kappa
from barometer.coding.reading import SETTLED, Coding
from barometer.coding.rows import Sheet, read_sheet
from barometer.errors import UsageError
from barometer.months import Month
from barometer.registry import Country
from barometer.storage import DataFolder


@dataclass(slots=True, kw_only=True)
class CodingReport:
    """What became of the sheets."""

    sheets: list[Sheet]
    """Every sheet, the settling one last."""
    refused: list[str] = field(default_factory=list)
    """Pages that were read well and yet not taken, and why."""
    by_class: Agreement | None = None
    """Agreement on the use class; None with one sheet."""
    by_answer: Agreement | None = None
    """Agreement on whether the page has answered an enquiry, of pages that both could see."""
    disagreements: list[str] = field(default_factory=list)
    """Pages given different classes, a line each."""
    uncounted: int = 0
    """Pages given the same class by different counts."""
    once: int = 0
    """Pages coded by one person that were stored."""
    twice: int = 0
    """Pages coded by two that were stored, disagreements among them."""
    unsettled: int = 0
    """Of those, disagreements that no third row settles: their class is not used."""

    @property
    def failed(self) -> bool:
        """True when any row was not taken."""
        return bool(self.refused or any(sheet.refused for sheet in self.sheets))

    def lines(self) -> list[str]:
        """Return the report for a person."""
        said = []
        for sheet in self.sheets:
            counts = f"{len(sheet.rows)} rows read, {sheet.empty} left empty, {len(sheet.refused)} refused"
            said += [f"{sheet.path.name}: {counts}", *(f"  refused: {each}" for each in sheet.refused)]
        said += [f"  refused: {each}" for each in self.refused]
        if self.by_class and self.by_answer:
            said += [f"use class: {self.by_class.said()}", f"answers or not: {self.by_answer.said()}"]
            said += [f"{len(self.disagreements)} disagreement(s) on the class", *(f"  {e}" for e in self.disagreements)]
            said.append(f"{self.uncounted} page(s) of the same class by different counts: the lower are used")
        unused = f"; {self.unsettled} disagreement(s) not used until --resolved settles them" if self.unsettled else ""
        return [*said, f"stored: {self.twice} page(s) coded by two, {self.once} by one{unused}; now 'barometer build'"]


def import_sheets(
    country: Country, month: Month, folder: DataFolder, sheets: Sequence[Path], settling: Path | None = None
) -> CodingReport:
    """Read one or two people's sheets, and the rows that settle what they disagree on, into a month's codings.

    The caller holds the folder's lock. Rows replace what is stored of their pages; other pages stay.

    Raises:
        UsageError: too many sheets, one given twice, or one that is no sheet of this month; nothing was stored.
    """
    from warehouse.coded import frame_of

    if not 1 <= len(sheets) <= 2 or (settling and len(sheets) < 2):
        raise UsageError("give one sheet or two; --resolved settles what two sheets disagree on, so give both with it")
    paths = [*sheets, *([settling] if settling else [])]
    if len({path.resolve() for path in paths}) < len(paths):
        raise UsageError("the same file is given twice: each person fills in a sheet of their own")
    frame = frame_of(folder.warehouse, month)
    pages = {page.authority_number: (page.url, page.native_id) for page in frame.pages}
    names = {page.authority_number: page.authority for page in frame.pages}
    read = [read_sheet(path, str(month), country.code, pages) for path in paths]
    report = CodingReport(sheets=read)
    made = _paired(read[: len(sheets)], report)
    if len(sheets) == 2:
        _compare(made, read[2] if settling else None, names, report)
    _store(made, month, folder, report)
    return report


def _paired(sheets: Sequence[Sheet], report: CodingReport) -> dict[str, list[Coding]]:
    """Return official number → one coding per person."""
    made: dict[str, list[Coding]] = {}
    for number in sorted({number for sheet in sheets for number in sheet.rows}):
        rows = [sheet.rows[number] for sheet in sheets if number in sheet.rows]
        if len(rows) == 2 and rows[0].mark == rows[1].mark:
            report.refused.append(f"{rows[1].place}, coder: the same mark as {rows[0].place}; two people must code it")
            continue
        if len(rows) == 2 and rows[0].coding.window_to != rows[1].coding.window_to:
            report.refused.append(f"{rows[1].place}, window_to: not as {rows[0].place}; use copies of one sheet")
            continue
        made[number] = [replace(row.coding, coder=order) for order, row in enumerate(rows, start=1)]
    return made


def _compare(
    made: dict[str, list[Coding]], settling: Sheet | None, names: dict[str, str], report: CodingReport
) -> None:
    """Count agreement on pages coded twice, tell disagreements, and add the rows that settle them."""
    from warehouse.coded import classes_of

    twice = {number: codings for number, codings in made.items() if len(codings) == 2}
    told = classes_of([each for codings in twice.values() for each in codings])
    classes = dict(zip(twice, zip(told[::2], told[1::2], strict=True), strict=True))
    report.by_class = kappa(list(classes.values()))
    seen = [codings for codings in twice.values() if all(each.is_seen for each in codings)]
    report.by_answer = kappa([(bool(a.answered_enquiries), bool(b.answered_enquiries)) for a, b in seen])
    left = dict(settling.rows) if settling else {}
    for number, (first, second) in classes.items():
        a, b = twice[number]
        if first == second:
            report.uncounted += _counts(a) != _counts(b)
            continue
        third = left.pop(number, None)
        end = "not settled"
        if third is not None:
            made[number].append(replace(third.coding, coder=SETTLED))
            end = f"settled as {classes_of([third.coding])[0]}"
        report.unsettled += third is None
        report.disagreements.append(
            f"{number} {names[number]}: {first} ({_said(a)}) and {second} ({_said(b)}), {end}"
        )
    report.refused += [f"{row.place}, row: the two sheets do not disagree on this page; leave it out"
                       for row in left.values()]  # fmt: skip


def _counts(coding: Coding) -> tuple[int | None, ...]:
    return (coding.posts, coding.replies, coding.enquiries, coding.answered_enquiries)


def _said(coding: Coding) -> str:
    if not coding.is_seen:
        return "not seen"
    return (
        f"{coding.posts} posts, {coding.replies} replies, last {coding.last_act_on or 'none'},"
        f" {coding.answered_enquiries} of {coding.enquiries} enquiries answered"
    )


def _store(made: dict[str, list[Coding]], month: Month, folder: DataFolder, report: CodingReport) -> None:
    """Replace what is stored of these pages, whole or not at all; fewer people never replace more."""
    path = folder.codings(month)
    stored: dict[str, list[Coding]] = {}
    for each in readings_file.read(path, Coding):
        stored.setdefault(each.authority_number, []).append(each)
    for number, codings in made.items():
        if len(codings) == 1 and len(stored.get(number, [])) > 1:
            report.refused.append(f"{number}: is coded by two already; import both sheets together")
            continue
        stored[number] = codings
        report.once += len(codings) == 1
        report.twice += len(codings) > 1
    if report.once or report.twice:
        readings_file.write(path, [each for number in sorted(stored) for each in stored[number]])
