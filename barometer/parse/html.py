"""A page's bytes to a tree, within bounds: the right characters, no lost branches, no endless parsing.

Characters follow the order of browsers (byte order mark, header, meta), by w3lib. The tree is libxml2's; what it
would drop silently (nesting beyond its limit) or chew on for minutes (tags with thousands of attributes) is
refused with ParseError, so that a page is never taken for one without links.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from lxml import etree
from w3lib.encoding import html_to_unicode

from barometer.errors import ParseError
from barometer.readings import Page

LARGEST = 10 * 1024 * 1024
"""Bytes of the largest page that is parsed; the crawl's own limit."""
_MOST_ATTRIBUTES = 2_000
_LONG_TAG = 30_000
_TAG_START = re.compile(rb"<[a-zA-Z]")
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_WEB_ENCODING = re.compile(
    r"utf-8|utf-16|utf-16-[lb]e|ascii|cp125\d|cp(?:866|874|932|936|949|950)|iso8859-\d+|koi8-[ru]|mac-(?:roman|cyrillic)|"
    r"gbk|gb2312|gb18030|big5(?:hkscs)?|euc_(?:jp|kr)|shift_jis\w*|iso2022_jp\w*|tis-620"
)
"""Names by which Python knows the encodings of the WHATWG standard. It knows more: UTF-7, escapes, even zip files."""
_BLANKS = re.compile(r"\s+")
_NO_TEXT = frozenset(("script", "style", "noscript", "template", "svg", "title", "head"))


def decode(page: Page) -> str:
    """Return a page's characters: as its bytes, header or meta say where that fits, else UTF-8, else Windows-1252."""
    return _decoded(page)[0]


def source_of(page: Page) -> bytes:
    """Return a page's characters in UTF-8, which for most pages are the bytes they came in."""
    text, is_as_it_came = _decoded(page)
    return page.body if is_as_it_came else text.encode("utf-8", "replace")


def _decoded(page: Page) -> tuple[str, bool]:
    """Return a page's characters, and whether in UTF-8 they are the very bytes of the page."""
    try:
        encoding, text = html_to_unicode(
            page.content_type or None, page.body, auto_detect_fun=_utf8_or_western, default_encoding="cp1252"
        )
    except (LookupError, UnicodeError):
        encoding, text = "none", ""
    if encoding == "utf-16-be" and b"<\0" in page.body[:200]:
        # Said to be UTF-16 without saying which: browsers take the little end first, w3lib the big one.
        return page.body.decode("utf-16-le", "replace"), False
    if not _WEB_ENCODING.fullmatch(encoding):
        # To a browser an encoding that the web does not have is none.
        return page.body.decode(_utf8_or_western(page.body), "replace"), False
    text = str(text)
    lost = text.count("\ufffd")
    if encoding == "utf-8" and lost and lost * 2 > len(text) - len(text.encode("ascii", "ignore")):
        # Said to be UTF-8 and written in the older encoding: most letters beyond ASCII are lost.
        return page.body.decode("cp1252", "replace"), False
    return text, encoding == "utf-8" and not lost and not page.body.startswith(codecs.BOM_UTF8)


def _utf8_or_western(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def tree(page: Page, text: str | None = None) -> etree._Element:
    """Return the root element of a page; `text` is what `decode` made of it, when that is known already.

    Raises:
        ParseError: there is no element in it, or it is too large, too deep or has a tag out of all proportion.
        MemoryError: the process has no room for it.
    """
    _refuse_bombs(page.body)
    text = (decode(page) if text is None else text).replace("\x00", "")
    # Only at the very beginning: searched for, it takes minutes in a long run of spaces.
    declared = _XML_DECLARATION.match(text)
    text = text[declared.end() :] if declared else text
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            # The library calls it a fault of the page, and unknown; whoever set the limit can name it.
            raise MemoryError("no room for the page's tree") from error
        raise ParseError(f"no HTML in it: {error.msg}") from error
    if root is None:
        raise ParseError("no HTML in it: the page is empty")
    for entry in parser.error_log:
        if "xcessive depth" in entry.message or "uge input" in entry.message:
            raise ParseError(f"line {entry.line}: {entry.message.strip()}")
    return root


def _refuse_bombs(body: bytes) -> None:
    if len(body) > LARGEST:
        raise ParseError(f"{len(body)} bytes: more than {LARGEST}")
    for stretch in body.split(b">"):
        if len(stretch) > _LONG_TAG:
            opening = _TAG_START.search(stretch)
            if opening and stretch.count(b"=", opening.start()) > _MOST_ATTRIBUTES:
                raise ParseError(f"a tag with more than {_MOST_ATTRIBUTES} attributes")


def fold(text: str, limit: int = 200) -> str:
    """Return a text with its white space folded, cut to `limit` characters."""
    return _BLANKS.sub(" ", text).strip()[:limit]


def text_of(element: etree._Element, limit: int = 200) -> str:
    """Return the visible text of an element, white space folded, at most `limit` characters."""
    found: list[str] = []
    length = 0
    # Most elements hide nothing, and their texts come at once.
    hides = next(element.iterdescendants(*_NO_TEXT), None) is not None
    for piece in _pieces(element) if hides else element.itertext():
        found.append(str(piece))
        length += len(piece)
        if length > 4 * limit + 400:
            break
    return fold(" ".join(found), limit)


def _pieces(element: etree._Element) -> Iterable[str]:
    """Yield the texts below an element in order, without those nobody sees; no recursion, whatever the depth."""
    hidden: etree._Element | None = None
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if hidden is None and each.tag in _NO_TEXT:
                hidden = each
            elif hidden is None and each.text:
                yield each.text
        else:
            if each is hidden:
                hidden = None
            if hidden is None and each.tail and each is not element:
                yield each.tail
