"""Makes a drawing fit to stand in a page: no inline style, colours that follow light and dark, a title to read aloud.

A strict content policy refuses style attributes, so there are none. Coordinates are cut to two decimals: half the size,
and no trace of a processor's rounding in files that must be the same every time.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from lxml import etree
from markupsafe import Markup

from barometer.charts.theme import FONT, INK, MUTED, PAPER, VARIABLES

SVG = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff\U00010000-\U0010ffff]")
"""Characters that a drawing can't hold: XML refuses the first ones, and a renderer that cuts a long label cuts the
last ones (emoji and the like) in two halves that are no characters."""
_NUMERIC = ("d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "cx", "cy", "r")
_DROPPED = ("role", "style", "class", "pointer-events", "stroke-miterlimit", "cursor")


def _rounded(match: re.Match[str]) -> str:
    text = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _clean(drawing: str, key: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(UNPRINTABLE.sub("", drawing).encode(), parser)
    ids: dict[str, str] = {}
    for element in list(root.iter()):
        if _is_nothing(element):
            if (parent := element.getparent()) is not None:
                parent.remove(element)
            continue
        for name, value in _attributes(element).items():
            if name in _DROPPED or name.startswith("aria-"):
                del element.attrib[name]
            elif name == "id":
                element.set("id", ids.setdefault(value, f"{key}-{len(ids) + 1}"))
            elif name in _NUMERIC:
                element.set(name, _NUMBER.sub(_rounded, value))
    for element in root.iter():
        for name, value in _attributes(element).items():
            if value.startswith("url(#"):
                element.set(name, f"url(#{ids.get(value[5:-1], value[5:-1])})")
    etree.cleanup_namespaces(root)
    return root


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _is_nothing(element: etree._Element) -> bool:
    is_path = element.tag == f"{{{SVG}}}path"
    return is_path and (element.get("d") in ("", "M0,0h0v0h0Z") or element.get("display") == "none")


def for_page(drawing: str, key: str, title: str, description: str) -> Markup:
    """Return a drawing for use inside a page.

    Args:
        drawing: SVG from vl-convert, in the light colours of `charts/theme.py`.
        key: unique in the page; begins every id.
        title: read aloud as the name of the image.
        description: read aloud after it.
    """
    root = _clean(drawing, key)
    for element in root.iter():
        element.attrib.pop("font-family", "")
        for name in ("fill", "stroke"):
            colour = _attributes(element).get(name, "").lower()
            if colour in VARIABLES:
                element.set(name, f"var(--chart-{VARIABLES[colour]}, {colour})")
    root.attrib.pop("version", "")
    root.set("role", "img")
    root.set("aria-labelledby", f"{key}-title {key}-desc")
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = etree.Element(f"{{{SVG}}}{tag}", id=f"{key}-{tag}")
        element.text = text
        root.insert(position, element)
    return Markup(etree.tostring(root, encoding="unicode"))


def for_download(drawing: str, title: str, unit: str, legend: tuple[tuple[str, str], ...], source: str) -> str:
    """Return a drawing as a file of its own: heading, unit and colours above it, the source below."""
    inner = _clean(drawing, "d")
    width, height = float(inner.get("width", "0")), float(inner.get("height", "0"))
    margin, top = 24, 92 if legend else 70
    total = (round(width + 2 * margin), round(height + top + 48))
    inner.set("x", str(margin))
    inner.set("y", str(top))
    text = f'<text x="{margin}" y="{{}}" font-family="{FONT}" font-size="{{}}" fill="{{}}"{{}}>{{}}</text>'
    parts = [
        f'<svg xmlns="{SVG}" width="{total[0]}" height="{total[1]}" viewBox="0 0 {total[0]} {total[1]}" role="img">',
        f"<title>{escape(title)}</title><desc>{escape(unit)}. {escape(source)}</desc>",
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        text.format(36, 22, INK, ' font-weight="bold"', escape(title)),
        text.format(58, 13, MUTED, "", escape(unit)),
        _legend(legend, margin),
        etree.tostring(inner, encoding="unicode"),
        text.format(total[1] - 18, 11, MUTED, "", escape(source)),
        "</svg>\n",
    ]
    return "".join(parts)


def _legend(legend: tuple[tuple[str, str], ...], x: float) -> str:
    parts = []
    for colour, label in legend:
        parts.append(
            f'<rect x="{x:.0f}" y="71" width="11" height="11" fill="{colour}" stroke="{MUTED}" stroke-width="0.6"/>'
        )
        parts.append(
            f'<text x="{x + 16:.0f}" y="81" font-family="{FONT}" font-size="12" fill="{INK}">{escape(label)}</text>'
        )
        x += 34 + 6.4 * len(label)
    return "".join(parts)
