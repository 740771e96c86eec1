"""The badge an authority can set on its own website: an SVG of 320 × 112 px, drawn once a month in each language.

It is carried away from us, so it says everything itself: whose figure, of which month, that it is practice, and that
a figure that was not measured is not nought. Text is text, so that it can be read aloud and copied; there is no script,
no style sheet, no picture and no address of anybody else in it. All text passes through `Markup.format`, which escapes.
"""

from __future__ import annotations

from textwrap import wrap

from markupsafe import Markup

from barometer.publishing import numbers
from barometer.publishing.edition import Edition
from barometer.publishing.language import current, gettext
from barometer.publishing.mart import Row
from barometer.publishing.words import said

INK, MUTED, PAPER, RULE, ACCENT = "#1c1b19", "#5b5a55", "#fffffe", "#dedcd6", "#0b5a62"
ROOM = 284
"""Pixels from the left margin to the right one."""
EM = 0.62
"""Mean width of a letter in ems, of the widest face that a reader may have in bold (DejaVu Sans, looked at)."""
LONGEST = 46
"""Letters of a name that are shown; the title holds them all."""

_SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="112" viewBox="0 0 320 112" role="img"'
    ' aria-labelledby="t d" lang="{lang}" font-family="Helvetica, Arial, Liberation Sans, sans-serif">\n'
    '<title id="t">{title}</title>\n<desc id="d">{description}</desc>\n'
    '<a href="{page}" target="_top">\n'
    '<rect x="0.5" y="0.5" width="319" height="111" rx="4" fill="{paper}" stroke="{rule}"/>\n'
    '<rect x="0" y="8" width="4" height="96" fill="{accent}"/>\n{texts}</a>\n</svg>\n'
)
_TEXT = Markup('<text x="18" y="{y}" font-size="{size}" fill="{fill}"{bold}>{text}</text>\n')


def badge(edition: Edition, row: Row, page: str) -> str:
    """Return an authority's badge as an SVG document.

    Args:
        edition: the edition it is of.
        row: the authority's row of the ranking.
        page: address of its page, from where the badge lies or whole.
    """
    name = shortened(row["authority"])
    headline, detail = _said(edition, row)
    month = numbers.month_name(edition.month)
    source = gettext("Barometer, %(month)s") % {"month": month}
    if edition.is_practice:
        source = gettext("%(source)s · ØVELSE, oppdiktede tall") % {"source": source}
    lines = (
        (28, name, 17, INK, True),
        (56, headline, 22, ACCENT, True),
        *((y, part, 13, INK, False) for y, part in _placed(detail)),
        (99, source, 11.5, MUTED, False),
    )
    texts = Markup().join(
        _TEXT.format(y=y, size=f"{fitted(text, size):g}", fill=fill, text=_plain(text),
                     bold=Markup(' font-weight="700"') if bold else "")
        for y, text, size, fill, bold in lines
    )  # fmt: skip
    title = gettext("%(authority)s i Barometer, %(month)s") % {"authority": row["authority"], "month": month}
    return str(
        _SVG.format(
            lang=current().code, title=_plain(title), description=_plain(f"{headline}. {detail}. {source}"),
            page=page, paper=PAPER, rule=RULE, accent=ACCENT, texts=texts,
        )
    )  # fmt: skip


def _said(edition: Edition, row: Row) -> tuple[str, str]:
    """Return the large words and what stands under them."""
    if row["rank"] is None:
        state = said(row["state"], "state")
        return gettext("Ikke målt"), state[:1].upper() + state[1:]
    values = {"rank": numbers.whole(row["rank"]), "n": numbers.whole(len(edition.ranking))}
    per_hundred = numbers.decimal(row["coverage_percent"])
    if row["is_exact"] is False:
        per_hundred = gettext("ca. %(n)s") % {"n": per_hundred}
    coverage = gettext("%(coverage)s følgere per 100 innbyggere") % {"coverage": per_hundred}
    if row["rank_band_low"] != row["rank_band_high"]:
        values["band"] = numbers.interval(row["rank_band_low"], row["rank_band_high"])
        return gettext("Nummer %(rank)s av %(n)s (%(band)s)") % values, coverage
    return gettext("Nummer %(rank)s av %(n)s") % values, coverage


def _placed(detail: str) -> list[tuple[int, str]]:
    """Return what stands under the large words with the base of each line, pixels: a long state takes two lines."""
    if len(detail) <= LONGEST:
        return [(77, detail)]
    # Half of it and the longest word that the break may push down.
    parts = wrap(detail, max(len(detail) // 2 + 8, LONGEST), max_lines=2, placeholder="…")
    return list(zip((72, 86), parts, strict=False))


def fitted(text: str, size: float) -> float:
    """Return the font size, pixels, at which a text takes no more than the badge's room; never below 8."""
    return max(min(size, round(ROOM / (EM * max(len(text), 1)), 1)), 8.0)


def shortened(name: str) -> str:
    """Return a name that the badge has room for, cut with an ellipsis if it is longer."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _plain(text: str) -> str:
    """Return a text without the characters that XML can't hold."""
    return "".join(char if char.isprintable() or char == " " else " " for char in text)
