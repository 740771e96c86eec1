"""One import from end to end: files to pages, pages to visits, visits into the month, accounts judged again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from barometer import readings_file
from barometer.bounded import BoundedParser, Limits
from barometer.crawling import judge
from barometer.errors import UsageError
from barometer.importing.bounds import ImportRefused
from barometer.importing.pages import format_of, pages_in
from barometer.importing.report import FileResult, ImportReport
from barometer.importing.targets import Sites, authority_named
from barometer.importing.visits import ROUTE, Gathering
from barometer.months import Month
from barometer.parse.page import PARSERS
from barometer.readings import Visit
from barometer.registry import Country
from barometer.resolve import read_decisions, resolve
from barometer.storage import DataFolder


def import_files(
    paths: Sequence[Path], country: Country, month: Month, folder: DataFolder, *,
    url: str | None = None, authority: str | None = None, channel: str | None = None, language: str = "nb",
    limits: Limits | None = None,
) -> ImportReport:  # fmt: skip
    """Read files into a month and judge its accounts again; the caller holds the folder's lock.

    `url`, `authority` (official number), `channel` (parser) and `language` (of labels) are said of all the files;
    `limits` is what parsing one page may cost.

    Raises:
        UsageError: an option cannot be meant; nothing was read. What is wrong with a file is in the report instead.
    """
    if channel is not None and channel not in PARSERS:
        raise UsageError(f"there is no channel '{channel}': choose one of {', '.join(sorted(PARSERS))}")
    if url is not None and len(paths) > 1:
        raise UsageError("--url is the address of one document: import that file by itself")
    in_force = country.in_force(month.first)
    named = authority_named(in_force, authority) if authority is not None else None
    readings_file.drop_unfinished(folder.route(month, ROUTE))
    with BoundedParser(country, limits) as parser:
        gathering = Gathering(parser, month, named, Sites.of(country, in_force))
        report = ImportReport(files=[_read(path, url, language, channel, gathering) for path in paths])
    decisions = read_decisions(folder.accounts)
    # Judged with the imported websites first: their links tell whose the imported accounts are.
    first = {visit.visit_id: visit for visit, _ in gathering.visits(())}
    kept = [visit for visit in _visits(folder, month) if visit.visit_id not in first]
    known = resolve(country, month, [*kept, *first.values()], decisions)
    if _store(folder, month, gathering.visits(known), report):
        judge(country, month, folder)
    return report


def _read(path: Path, url: str | None, language: str, channel: str | None, gathering: Gathering) -> FileResult:
    result = FileResult(path=path)
    try:
        result.format = format_of(path)
        for page in pages_in(path, url, language=language, left_out=result.left_out):
            gathering.read(page, result, channel)
        if not result.pages:
            raise ImportRefused("it holds no page that can be read; look at what was left out")
    except ImportRefused as error:
        result.error = str(error)
    return result


def _visits(folder: DataFolder, month: Month) -> Iterator[Visit]:
    """Yield every visit of the month, whatever its route."""
    for path in folder.visit_files(month):
        yield from readings_file.read(path, Visit)


def _store(
    folder: DataFolder, month: Month, made: Sequence[tuple[Visit, list[FileResult]]], report: ImportReport
) -> bool:
    """Put new visits into the month's import file, whole or not at all; say whether it changed."""
    path = folder.route(month, ROUTE)
    stored = {visit.visit_id: visit for visit in readings_file.read(path, Visit)}
    counts: Counter[str] = Counter()
    for visit, files in made:
        fate = _fate(stored.get(visit.visit_id), visit)
        counts[fate] += 1
        if fate in ("added", "replaced"):
            stored[visit.visit_id] = visit
        for file in files:
            file.visits[fate] += 1
            file.targets.append(visit.target)
            if fate == "refused":
                file.error = (
                    f"{visit.target} has pages of this month that were saved later"
                    f" ({stored[visit.visit_id].finished_at:%Y-%m-%d %H:%M} UTC); import both files in one command,"
                    " or leave the older out"
                )
    report.added, report.replaced, report.unchanged = counts["added"], counts["replaced"], counts["unchanged"]
    if not counts["added"] and not counts["replaced"]:
        return False
    readings_file.write(path, stored.values())
    return True


def _fate(old: Visit | None, new: Visit) -> str:
    """Say what a visit does to the one stored for its target."""
    if old is None:
        return "added"
    if {page.sha256 for page in old.pages} == {page.sha256 for page in new.pages}:
        is_same = (old.readings, old.parser_version, old.authority_number) == (
            new.readings, new.parser_version, new.authority_number,
        )  # fmt: skip
        return "unchanged" if is_same else "replaced"
    return "replaced" if new.finished_at >= old.finished_at else "refused"
