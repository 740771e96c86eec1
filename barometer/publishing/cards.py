"""Social cards: the picture by which other sites show a page, 1200 × 630, for the edition and for each county.

Drawn as SVG and made PNG by vl-convert, in Liberation Sans, which it carries itself: the same figures give the same
bytes whatever fonts a machine has. An authority has no card of its own: a picture takes 40 ms and 40 kB, so all of
them in three languages would take as long as the rest of an edition and 45 MB.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import vl_convert
from markupsafe import escape

from barometer.charts.theme import ACCENT, INK, MUTED, PAPER, QUIET, RAMP, RULE, WARM
from barometer.publishing import numbers, svg
from barometer.publishing.edition import Edition
from barometer.publishing.front import is_open
from barometer.publishing.language import gettext
from barometer.publishing.mart import Row
from barometer.publishing.retelling import retold

FOLDER = "kort"
WIDTH, HEIGHT = 1200, 630
MARGIN = 70
FONT = "Liberation Sans"
LETTER = 0.58
"""Width of a bold letter in its own size, somewhat more than the average, so that a line of names fits."""
USE_COLOURS = {"dialog": ACCENT, "enveis": RAMP[1], "inaktiv": QUIET}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card."""

    text: str
    """What it says."""
    y: int
    """Its base, in pixels from above."""
    size: int
    """Letters' size, pixels; a line that is too long gets smaller ones."""
    colour: str = INK
    """Their colour."""
    is_bold: bool = False
    """Heavy letters."""


def addresses(edition: Edition) -> dict[str, str]:
    """Return page → its card, both from the root of a language: `index.html`, and each county's page."""
    counties = {edition.places[name] for name in edition.counties}
    named = {address: f"{FOLDER}/{edition.prefix}{Path(address).stem}.png" for address in sorted(counties)}
    return {"index.html": f"{FOLDER}/{edition.prefix}utgave.png", **named}


def write(edition: Edition, root: Path) -> dict[str, str]:
    """Draw every card of an edition in the language that is written in, below a language's root; return `addresses`."""
    where = addresses(edition)
    (root / FOLDER).mkdir(parents=True)
    (root / where["index.html"]).write_bytes(_png(_edition_card(edition)))
    for row in edition.mart.rows("county"):
        if row["county"] in edition.places:
            (root / where[edition.places[row["county"]]]).write_bytes(_png(_county_card(edition, row)))
    return where


def _edition_card(edition: Edition) -> str:
    leaders = [row for row in edition.ranking if row["rank"] == 1]
    lines = [
        Line(gettext("Kommunene i sosiale medier"), 200, 64, is_bold=True),
        Line(edition.counted, 255, 30, MUTED),
    ]
    if 0 < len(leaders) <= 3 and not is_open(leaders):
        said = gettext("Øverst i rangeringen: %(names)s, %(coverage)s") % {
            "names": ", ".join(row["authority"] for row in leaders),
            "coverage": numbers.percent_within(leaders[0]["coverage_percent_low"], leaders[0]["coverage_percent_high"]),
        }
        lines.append(Line(said, 345, 38, ACCENT, is_bold=True))
    return _card(edition, lines, _split(edition))


def _county_card(edition: Edition, row: Row) -> str:
    lines = [Line(row["county"], 200, 72, is_bold=True)]
    if row["median_coverage_percent"] is not None:
        lines += [
            Line(numbers.percent(row["median_coverage_percent"]), 370, 120, ACCENT, is_bold=True),
            Line(gettext("følgere per 100 innbyggere, median i fylket"), 425, 34, MUTED),
        ]
    said = gettext("%(measured)s av %(all)s kommuner målt") % {
        "measured": numbers.whole(row["measured"]), "all": numbers.whole(row["authorities"]),
    }  # fmt: skip
    lines.append(Line(said, 480, 32))
    first = [each for each in edition.everyone if each["county"] == row["county"] and each["rank_in_county"] == 1]
    if 0 < len(first) <= 3 and not is_open(first, "rank_in_county"):
        names = ", ".join(each["authority"] for each in first)
        lines.append(Line(gettext("Øverst i fylket: %(names)s") % {"names": names}, 530, 32))
    return _card(edition, lines, "")


def _split(edition: Edition) -> str:
    """Return the national split of use as one bar with its shares; empty where no page could be classified."""
    rows = [edition.split[use] for use in USE_COLOURS if use in edition.split and edition.split[use]["percent"]]
    drawn, left = [], float(MARGIN)
    for place, row in enumerate(rows):
        width = row["percent"] / 100 * (WIDTH - 2 * MARGIN)
        colour = USE_COLOURS[row["use_class"]]
        drawn.append(f'<rect x="{left:.1f}" y="410" width="{width:.1f}" height="56" fill="{colour}"/>')
        # Below the bar, as wide a place for each: a small share has no room for its words.
        label = MARGIN + place * (WIDTH - 2 * MARGIN) / len(USE_COLOURS)
        drawn.append(f'<rect x="{label:.1f}" y="492" width="26" height="26" fill="{colour}"/>')
        said = f"{retold(row['use_class'])} {numbers.percent(row['percent'], 0)}"
        drawn.append(_text(Line(said, 516, 30), label + 40))
        left += width
    return "".join(drawn)


def _card(edition: Edition, lines: list[Line], drawing: str) -> str:
    head = f"Barometer · {numbers.month_name(edition.month)} · {edition.country.name}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/><rect width="{WIDTH}" height="14" fill="{ACCENT}"/>',
        f'<rect x="{MARGIN}" y="118" width="{WIDTH - 2 * MARGIN}" height="2" fill="{RULE}"/>',
        _text(Line(head, 95, 32, MUTED)),
        *(_text(line) for line in lines),
        drawing,
    ]
    if edition.is_practice:
        parts.append(f'<rect y="{HEIGHT - 70}" width="{WIDTH}" height="70" fill="{WARM}"/>')
        parts.append(_text(Line(edition.practice_words, HEIGHT - 23, 36, PAPER, is_bold=True)))
    return "".join([*parts, "</svg>"])


def _text(line: Line, x: float = MARGIN) -> str:
    said = svg.UNPRINTABLE.sub("", line.text)
    room = WIDTH - MARGIN - x
    size = min(line.size, max(24, int(room / (LETTER * max(len(said), 1)))))
    most = int(room / (LETTER * size))
    shown = said if len(said) <= most else said[: most - 1].rstrip() + "…"
    weight = ' font-weight="bold"' if line.is_bold else ""
    return (
        f'<text x="{x:.1f}" y="{line.y}" font-family="{FONT}" font-size="{size}"{weight} fill="{line.colour}">'
        f"{escape(shown)}</text>"
    )


def _png(drawing: str) -> bytes:
    """Return the picture, packed tighter than vl-convert does: a third of the bytes."""
    made = bytes(vl_convert.svg_to_png(drawing, scale=1))
    chunks, place = [], 8
    while place < len(made):
        (length,) = struct.unpack(">I", made[place : place + 4])
        chunks.append((made[place + 4 : place + 8], made[place + 8 : place + 8 + length]))
        place += 12 + length
    pixels = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    packed = [(kind, body) for kind, body in chunks if kind not in (b"IDAT", b"IEND")]
    packed += [(b"IDAT", zlib.compress(pixels, 6)), (b"IEND", b"")]
    return made[:8] + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in packed
    )
