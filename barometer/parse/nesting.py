"""Which element of a page stands in which, told from the order of its tags alone.

End tags that HTML lets an author leave out, or that stand in the wrong place, are understood as the HTML standard
does, nearly: formatting elements that overlap are not taken apart and joined again. Time is linear in the tags.
"""

from __future__ import annotations

from barometer.errors import ParseError

DEEPEST = 2_048
"""Elements inside one another, up to which a page is read; more is an attack, not a page."""
MOST_STRAYS = 20_000
"""End tags that end nothing, up to which a page is read."""
# What open elements are looked through for the one that an end tag means; more are not left open by mistake.
_FARTHEST = 100
_SLASH = ord("/")


def tags(names: str) -> frozenset[bytes]:
    """Return the start tags, without their attributes, of a line of names: `<div`."""
    return frozenset(f"<{name}".encode() for name in names.split())


_VOID = tags("! ? area base br col embed hr img input link meta param source track wbr frame keygen")
# An end tag of any other kind does not close these.
_BLOCKS = tags(
    "address article aside blockquote body button caption center details dialog dd dir div dl dt fieldset figcaption"
    " figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html iframe li main menu nav noscript object ol"
    " p pre section select summary table tbody td template tfoot th thead tr ul"
)
_TABLES = tags("table tbody thead tfoot tr td th caption html body head template")
_INLINE = tags("a abbr b em font i label option optgroup path script small span strong style svg title u use g")
# Start tags, and what each of them ends that is still open.
_ENDS: tuple[tuple[frozenset[bytes], frozenset[bytes]], ...] = (
    (tags("li"), tags("li")),
    (tags("dt dd"), tags("dt dd")),
    (tags("option optgroup"), tags("option")),
    (tags("td th"), tags("td th")),
    (tags("tr"), tags("tr td th")),
    (tags("tbody thead tfoot"), tags("tr td th tbody thead tfoot")),
    (tags("a"), tags("a")),
    (tags("address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main"
          " menu nav ol p pre section table ul"), tags("p")),
)  # fmt: skip


class _Codes(dict[bytes, int]):
    """A number for each tag: even for start tags, the next odd one for their end tags, below nothing for void ones."""

    def __missing__(self, name: bytes) -> int:
        opens = b"<" + name[2:] if name[1] == _SLASH else name
        code = self[opens] = 2 * len(self)
        self[b"</" + opens[1:]] = code + 1
        return self[name]


def _known() -> _Codes:
    codes = _Codes()
    for name in sorted(_BLOCKS | _TABLES | _INLINE):
        codes[name]
    return _Codes(codes | dict.fromkeys(_VOID, -2))


_CODES = _known()
_BLOCK_CODES = frozenset(_CODES[name] for name in _BLOCKS)
_TABLE_CODES = frozenset(_CODES[name] for name in _TABLES)
_ENDED_BY = {
    _CODES[name]: frozenset(_CODES[each] for each in ended) for names, ended in _ENDS for name in names - _VOID
}
_NONE: frozenset[int] = frozenset()


def nested(names: list[bytes]) -> tuple[list[int], list[int]]:
    """Return for each tag the element it stands in (for an end tag: ends), and for each element the tag that ends it.

    `names` are tags without their attributes, lower case: `<div`, `</div`. An element is the number of its start tag;
    -1 stands for none. An end tag that ends nothing stands in whatever is open.

    Raises:
        ParseError: they are nested too deeply, or too many end tags end nothing.
    """
    known = list(map(_CODES.get, names))
    codes: list[int] = list(map(_Codes(_CODES).__getitem__, names)) if None in known else known  # type: ignore[assignment]
    parents, closes = [-1] * len(names), list(range(len(names)))
    codes.append(-1)  # Of the element -1, which is none.
    stack = [-1]
    strays = 0
    for number, code in enumerate(codes[:-1]):
        top = stack[-1]
        if code >= 0 and not code & 1:
            if code in _ENDED_BY and _is_open_below(code, codes[top]):
                _end(_ended_by(code, codes, stack), number, stack, closes)
                top = stack[-1]
            stack.append(number)
            if len(stack) > DEEPEST:
                raise ParseError(f"more than {DEEPEST} elements inside one another")
        elif codes[top] == code - 1:
            closes[top] = number
            stack.pop()
        elif code & 1:
            at = _meant(code - 1, codes, stack)
            top = stack[at] if at else top
            _end(at, number, stack, closes)
            strays += not at
            if strays > MOST_STRAYS:
                raise ParseError(f"more than {MOST_STRAYS} end tags that end nothing")
        parents[number] = top
    _end(1, len(names), stack, closes)
    return parents, closes


def _is_open_below(code: int, top: int) -> bool:
    """Tell whether something may be open that a start tag ends: only where no block lies over it."""
    return top not in _BLOCK_CODES or top in _ENDED_BY[code]


def _end(at: int, number: int, stack: list[int], closes: list[int]) -> None:
    if at:
        for each in stack[at:]:
            closes[each] = number
        del stack[at:]


def _ended_by(code: int, codes: list[int], stack: list[int]) -> int:
    """Return from where on the stack a start tag ends what is open; 0: nowhere."""
    ends = _ENDED_BY[code]
    found = 0
    for at in range(len(stack) - 1, max(0, len(stack) - _FARTHEST), -1):
        each = codes[stack[at]]
        if each in ends:
            found = at
        elif each in _BLOCK_CODES:
            break
    return found


def _meant(opens: int, codes: list[int], stack: list[int]) -> int:
    """Return where on the stack the element stands that an end tag ends; 0: it ends none."""
    limits = _NONE if opens in _TABLE_CODES else _TABLE_CODES if opens in _BLOCK_CODES else _BLOCK_CODES
    for at in range(len(stack) - 1, max(0, len(stack) - _FARTHEST), -1):
        each = codes[stack[at]]
        if each == opens:
            return at
        if each in limits:
            break
    return 0
