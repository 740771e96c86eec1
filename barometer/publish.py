"""Publishes one month: reads the mart, draws, words and writes a static site, and puts it in place in one step.

The same readings give the same bytes: no clock is read, every row has its place, every id is counted from one. A month
that stands with the same figures keeps its edition; with other figures it is a correction, and needs a dated note.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from barometer.errors import UsageError
from barometer.months import Month
from barometer.registry import Country
from barometer.storage import DataFolder

if TYPE_CHECKING:
    from barometer.publishing.corrections import Correction, Note
    from barometer.publishing.downloads import Download
    from barometer.publishing.edition import Edition


def publish(
    folder: DataFolder,
    country: Country,
    month: Month,
    *,
    note: Note | None = None,
    waiver: tuple[str, tuple[str, ...]] | None = None,
    is_replayed: bool = False,
    say: Callable[[str], object] = lambda line: None,
) -> Path:
    """Publish the edition of a month from the warehouse and return `editions/<month>`.

    Whatever fails, what was published before stays as it was.

    Args:
        folder: the country's data folder, locked by the caller.
        country: whose edition it is.
        month: which.
        note: why figures that are published already are corrected, and when.
        waiver: of a partial edition: why it is published though too little was measured, and the checks it waives.
        is_replayed: of an exercise that is played anew: other figures need no note, for nobody was told the old ones.
        say: told in a line what became of it.

    Raises:
        WarehouseError: there is no warehouse, or it does not hold the month.
        CheckFailed: what was written contradicts itself; nothing is put in place.
        UsageError: other figures are published already and there is no note, or a note and nothing to correct; or
            something that is no published edition stands where one should go.
    """
    # Imported here: they bring in pandas and Altair, which the command line does without until now.
    from barometer.publishing import above, corrections, manifest, releases
    from barometer.publishing.datapackage import write_datapackage
    from barometer.publishing.dictionary import write_dictionary
    from barometer.publishing.downloads import write_downloads
    from barometer.publishing.pages import write_pages
    from checks.published_edition import verify

    edition = _edition(folder, country, month, waiver[0] if waiver else "")
    standing = releases.standing(folder.editions, month)
    every = corrections.read(folder.editions)
    with releases.hidden_folder(folder.editions, month) as hidden:
        downloads = write_downloads(edition, folder.warehouse, hidden)
        compared = None if is_replayed and note is None else standing
        made = _correction(edition, note, compared, hidden, every)
        # A line that replaces what stands still is of a run that was killed before it showed its edition.
        every = [each for each in every if standing is None or each.replaces != standing.name]
        every += [made] if made else []
        edition = replace(edition, corrections=corrections.of_month(every, month))
        downloads += _comparisons(edition, hidden)
        downloads.append(write_datapackage(edition, downloads, folder.warehouse, hidden))
        write_pages(edition, downloads, hidden)
        write_dictionary(edition, folder.warehouse, hidden)
        digest = manifest.write(hidden, _facts(edition, folder, waiver))
        verify(hidden)
        if standing and not made and _is_the_same(standing, hidden):
            say(f"{month} stands as it was published: the same figures, the same pages ({standing.name})")
        else:
            release = releases.finish(hidden, folder.editions, month, digest)
            if every:
                releases.replace_text(folder.editions / corrections.FILE, corrections.text_of(every))
            releases.show(release, folder.editions, month)
            say(_said(month, release, standing, made))
    above.write(edition, folder.editions, every)
    return folder.editions / str(month)


def _edition(folder: DataFolder, country: Country, month: Month, partial: str) -> Edition:
    from barometer.publishing.edition import Edition
    from barometer.publishing.mart import read_mart
    from barometer.publishing.movement import movement
    from barometer.settings import read_settings
    from warehouse.results import banner

    settings = read_settings()
    mart = read_mart(folder.warehouse, month)
    return Edition(
        country=country, mart=mart, contact=settings.contact, site_url=settings.site_url,
        movement=movement(mart, country), partial=partial, fresh_percent=banner(folder, month),
    )  # fmt: skip


def _correction(
    edition: Edition, note: Note | None, standing: Path | None, hidden: Path, every: list[Correction]
) -> Correction | None:
    """Return the correction that this publication is; None when no published figure differs.

    Raises:
        UsageError: a correction without a note, or a note without a correction.
    """
    from barometer.publishing import corrections, diff

    found = diff.figures(standing, hidden, edition.prefix) if standing else []
    if note is None and found:
        raise UsageError(
            f"{edition.month} is published already with other figures ({len(found)} differ, the first is"
            f" {found[0].said}): a correction needs a note, so run"
            f" 'barometer publish --month {edition.month} --note \"what was wrong\"'"
        )
    if note is None:
        return None
    if standing is None or not found:
        why = "is not published yet" if standing is None else "is published with these very figures"
        raise UsageError(f"{edition.month} {why}: there is nothing to correct, so leave out --note")
    corrections.refuse_wrong_day(note, edition.month, every, edition.facts["observed_to"].date())
    return corrections.correction(edition.month, note, standing.name, found)


def _comparisons(edition: Edition, hidden: Path) -> list[Download]:
    """Write what changed from the edition before and, where it was corrected, from the edition that was replaced."""
    from barometer.publishing import diff

    made = diff.write(diff.movement_rows(edition.movement, edition.mart), edition, diff.CHANGES, hidden)
    replaced = hidden.with_name(edition.corrections[-1].replaces) if edition.corrections else None
    # Compared anew each time, so that a correction whose pages only are made anew keeps the file.
    if replaced and replaced.is_dir():
        rows = diff.as_rows(str(edition.month), replaced.name, diff.figures(replaced, hidden, edition.prefix))
        made += diff.write(rows, edition, diff.CORRECTION, hidden)
    return made


def _facts(
    edition: Edition, folder: DataFolder, waiver: tuple[str, tuple[str, ...]] | None
) -> dict[str, object]:
    """Return what the manifest says besides the files."""
    from barometer.publishing import manifest
    from barometer.publishing.mart import fingerprint

    return {
        "month": str(edition.month),
        "country": edition.country.code,
        "is_practice": edition.is_practice,
        "partial": {"reason": waiver[0], "waived": list(waiver[1])} if waiver else None,
        "program": manifest.program(edition.code_version, edition.facts["method_version"]),
        "warehouse_fingerprint": fingerprint(folder.warehouse, edition.month),
        "inputs": manifest.inputs(folder, edition.country, edition.month),
        "corrections": [asdict(each) for each in edition.corrections],
        "replaces": edition.corrections[-1].replaces if edition.corrections else None,
        "compared_with": edition.movement.against,
    }


def _is_the_same(standing: Path, hidden: Path) -> bool:
    from barometer.publishing import manifest

    old, new = manifest.read(standing), manifest.read(hidden)
    return manifest.same_files(old, new) and manifest.is_whole(standing)


def _said(month: Month, release: Path, standing: Path | None, made: Correction | None) -> str:
    if made and standing:
        rows = sum(made.rows.values())
        return f"{month} is corrected: {rows} rows differ from {standing.name}, which stays at releases/{standing.name}"
    if standing:
        return f"{month} is published with the same figures on pages made anew ({release.name})"
    return f"{month} is published ({release.name})"
