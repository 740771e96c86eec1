"""The bulk of a municipal page that no site has to itself: style, menu, list of services, made once a language."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup, escape

from barometer.practice import prose

_COLOURS = 1 << 24


@cache
def style(count: int) -> Markup:
    """Return a style sheet of `count` rules."""
    rules = (
        f".k{index}-{index * 7919 % 997}{{display:block;margin:{index % 17}px {index % 5}em;"
        f"color:#{index * 104729 % _COLOURS:06x}}}"
        for index in range(count)
    )
    return Markup("<style>{}</style>").format(Markup("\n".join(rules)))


@cache
def flat(language: str, sections: int = 99) -> Markup:
    """Return the menu as nested lists."""
    parts = []
    for heading, links in prose.menu(language)[:sections]:
        inner = Markup("\n").join(Markup('<li><a href="{}">{}</a></li>').format(path, text) for text, path in links)
        parts.append(Markup('<li><a href="{}">{}</a><ul>\n{}</ul></li>').format(links[0][1], heading, inner))
    return Markup("<ul>{}</ul>").format(Markup("\n").join(parts))


@cache
def services(language: str) -> Markup:
    """Return the list of services that fills a front page."""
    parts = []
    for heading, links in prose.menu(language):
        inner = Markup("\n").join(
            Markup('<li><a href="{}" data-track="tjeneste-{}">{}</a><span class="skjult"> – {}</span></li>').format(
                path, index, text, heading
            )
            for index, (text, path) in enumerate(links, start=1)
        )
        parts.append(Markup('<div class="tjeneste"><h3>{}</h3><ul>\n{}</ul></div>').format(escape(heading), inner))
    title = "Tenester" if language == "nn" else "Tjenester"
    return Markup('<section class="tjenester"><h2>{}</h2>\n{}</section>').format(title, Markup("\n").join(parts))
