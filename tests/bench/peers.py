"""Runs the Python peers of `links.py` in their own environment: pages in, reported addresses and CPU time out.

Takes a folder of `<number>.html` files and a number of rounds; writes JSON to standard output: peer → `seconds` of
the fastest round over all pages, and `found`, the reported addresses of every page. Reading the files is not timed.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import advertools
import extract_social_media
import lxml.etree
import lxml.html
import sociallinks
import socials


def tree_of(body: bytes) -> lxml.html.HtmlElement:
    """Return a page's tree; an empty one where lxml refuses it."""
    try:
        return lxml.html.fromstring(body)
    except lxml.etree.ParserError:
        return lxml.html.fromstring(b"<html></html>")


def hrefs_of(body: bytes) -> list[str]:
    """Return what the anchors of a page lead to: the input that `socials` and `social-links` ask for."""
    return [str(each) for each in tree_of(body).xpath("//a/@href")]


def by_extract_social_media(body: bytes) -> Iterable[str]:
    """Its own walk over a tree: links, `data-href`, inline scripts, `twitter:site`."""
    return [str(each) for each in extract_social_media.find_links_tree(tree_of(body)) if each]


def by_socials(body: bytes) -> Iterable[str]:
    """Its extraction over the page's anchors, electronic mail and GitHub left out."""
    found = socials.extract(hrefs_of(body)).get_matches_per_platform()
    return [url for platform, urls in found.items() if platform not in ("email", "github") for url in urls]


def by_social_links(body: bytes) -> Iterable[str]:
    """The anchors' addresses it recognises, as written: its sanitised form turns YouTube's `user/name` into another."""
    return [href for href in hrefs_of(body) if sociallinks.detect_platform(href) is not None]


def by_advertools(body: bytes) -> Iterable[str]:
    """Every address in the source: it has no notion of a social account, so the caller's mapper picks them out."""
    return advertools.extract_urls([body.decode("utf-8", "replace")])["urls_flat"]


PEERS: dict[str, Callable[[bytes], Iterable[str]]] = {
    "extract-social-media": by_extract_social_media,
    "socials": by_socials,
    "social-links": by_social_links,
    "advertools": by_advertools,
}


def main(folder: str, rounds: str) -> None:
    """Run every peer over every page, several times."""
    files = sorted(Path(folder).glob("*.html"), key=lambda file: int(file.stem))
    bodies = [file.read_bytes() for file in files]
    results = {}
    for name, read in PEERS.items():
        seconds = []
        for _ in range(int(rounds)):
            began = time.process_time()
            found = [list(read(body)) for body in bodies]
            seconds.append(time.process_time() - began)
        results[name] = {"seconds": min(seconds), "found": found}
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
