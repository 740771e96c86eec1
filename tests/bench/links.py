"""Our reading of accounts on websites beside the peers': precision, recall and CPU time a page, in one run.

Every page of `labelled_accounts.csv` goes to each of them, with the same bytes:

- *ours*: `website.parse`, which also decodes, tells places and labels, and finds the next pages to visit;
- *crawlee*: `social.parseHandlesFromHtml` of npm's @crawlee/utils, given the decoded text;
- *extract-social-media*: `find_links_tree` on a tree that lxml makes of the bytes;
- *socials* and *social-links*: given the addresses of the page's anchors, taken with lxml, since they read no HTML;
- *advertools*: `extract_urls` on the source. It has nothing for accounts: its addresses are put through our own
  table of platforms, which rejects for it, so its precision is ours to a great part.

A reported address becomes (channel, id) by `account_of`. What that rejects counts against a peer's precision only where
the page's labels reject it too, once per label. Beside it stands the share of all distinct addresses it reported on our
channels that lead to an account on the page, which is what a user of the peer alone would see. Feeds and blogs count
for nobody, since no peer looks for them. Recall stands over all other channels, and over those the peer knows. CPU time
is that of the fastest round over all pages, our caches emptied before each; the peers' includes making their tree. The
peers are installed beside the project, under `.tools/bench`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from barometer.parse import website
from barometer.parse.account_url import AccountUrl, account_of
from barometer.readings import Link, Page
from barometer.registry import load_country
from tests.labelled import NO_ACCOUNT, SOME_HOST, Claim, Score, body_of, labels, owners
from tests.shared import REAL

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools"
HERE = Path(__file__).parent
ROUNDS = 5
PYTHON_PEERS = (
    "extract-social-media==0.4.0", "socials==0.3.0", "social-links==1.3.1", "advertools==0.18.0", "lxml==6.1.3",
)  # fmt: skip
NODE_PEERS = ("@crawlee/utils@3.18.1",)
_SOCIALS = frozenset({"facebook", "instagram", "x", "youtube", "linkedin"})
_ALL = frozenset({row.channel for rows in labels().values() for row in rows} - {*NO_ACCOUNT, ""})
KNOWN = {
    "ours": _ALL,
    "crawlee": _SOCIALS | {"tiktok", "pinterest"},
    "extract-social-media": _SOCIALS | {"pinterest", "snapchat", "flickr", "vimeo"},
    "socials": _SOCIALS,
    "social-links": _ALL - {"issuu"},
    "advertools": _ALL,
}


@dataclass(frozen=True, slots=True)
class Run:
    """What one of them made of all pages."""

    name: str
    milliseconds: float
    """CPU time a page in the fastest round."""
    claims: dict[str, list[Claim]]
    """File → accounts."""
    reported: dict[str, list[str]]
    """File → addresses as they were reported."""


def install() -> tuple[Path, Path]:
    """Install the peers under `.tools/bench` unless these versions are there; return Python and the modules folder."""
    folder = TOOLS / "bench"
    python, modules = folder / "venv" / "bin" / "python", folder / "node" / "node_modules"
    marker, wanted = folder / "installed", "\n".join((*PYTHON_PEERS, *NODE_PEERS))
    if not marker.exists() or marker.read_text() != wanted:
        modules.parent.mkdir(parents=True, exist_ok=True)
        uv = str(TOOLS / "uv")
        _run(uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(folder / "venv"))
        _run(uv, "pip", "install", "--quiet", "--python", str(python), *PYTHON_PEERS)
        _run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(modules.parent), *NODE_PEERS)
        marker.write_text(wanted)
    return python, modules


def _run(*command: str, **environment: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)
    if done.returncode:
        sys.exit(f"bench-links: '{' '.join(command[:4])} …' failed with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def ours(files: list[str]) -> Run:
    """Read every page with our parser, several times."""
    country = load_country("no")
    now = datetime(2026, 10, 20, tzinfo=UTC)
    pages = []
    for file in files:
        url = f"https://{owners().get(file, ('', SOME_HOST))[1]}/"
        pages.append(
            Page(url=url, final_url=url, status=200, content_type="text/html", body=body_of(file), fetched_at=now)
        )
    seconds = []
    for _ in range(ROUNDS):
        _forget()
        began = time.process_time()
        readings = [website.parse(page, country).readings for page in pages]
        seconds.append(time.process_time() - began)
    claims = {
        file: [Claim(each.channel, each.native_id, each.url) for each in found
               if isinstance(each, Link) and each.native_id]
        for file, found in zip(files, readings, strict=True)
    }  # fmt: skip
    reported = {file: [each.url for each in found] for file, found in claims.items()}
    return Run("ours", 1000 * min(seconds) / len(files), claims, reported)


def _forget() -> None:
    """Empty the parser's caches: a round must not profit from the addresses of the round before."""
    for name, module in list(sys.modules.items()):
        if name.startswith("barometer.parse"):
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


def peers(files: list[str]) -> list[Run]:
    """Let the peers read every page, each in its own process."""
    python, modules = install()
    with tempfile.TemporaryDirectory() as folder:
        for number, file in enumerate(files):
            (Path(folder) / f"{number}.html").write_bytes(body_of(file))
        answers = (
            _run("node", str(HERE / "crawlee.js"), folder, str(ROUNDS), NODE_PATH=str(modules)),
            _run(str(python), str(HERE / "peers.py"), folder, str(ROUNDS)),
        )
    runs = []
    for name, answer in (pair for text in answers for pair in json.loads(text).items()):
        claims = {file: claims_of(file, urls) for file, urls in zip(files, answer["found"], strict=True)}
        if name == "advertools":
            claims = {file: [each for each in found if each.native_id[0] != "!"] for file, found in claims.items()}
        reported = dict(zip(files, answer["found"], strict=True))
        runs.append(Run(name, 1000 * answer["seconds"] / len(files), claims, reported))
    return runs


def claims_of(file: str, urls: list[str]) -> list[Claim]:
    """Return what reported addresses claim; one that names no account is a claim (`!part`) if a label rejects it."""
    claims = []
    for reported in urls:
        url = _whole(reported)
        answer = account_of(url)
        if isinstance(answer, AccountUrl):
            claims.append(Claim(answer.channel, answer.native_id, url))
            continue
        # Peers cut addresses short: `twitter.com/intent` for `…/intent/tweet?text=`.
        path = urlsplit(url).path.strip("/").lower()
        claims += [
            Claim(row.channel, f"!{row.id}", url) for row in labels()[file]
            if row.verdict == "rejected" and answer is not None and answer.channel == row.channel
            and (row.id in url.lower() or (path and path in row.id))
        ]  # fmt: skip
    return claims


def _whole(reported: str) -> str:
    """Return what was reported as an address: `twitter:site` is a handle, and Crawlee leaves schemes out."""
    url = f"https://x.com/{reported[1:]}" if reported.startswith("@") else reported
    return url if "//" in url else f"https://{url}"


def share_right(run: Run) -> float:
    """Return the share of distinct reported addresses on our channels that lead to an account on their page, 0 to 1."""
    right = total = 0
    for file, urls in run.reported.items():
        there = {(row.channel, row.id) for row in labels()[file] if row.verdict in ("account", "either")}
        for url in set(map(_whole, urls)):
            answer = account_of(url)
            if answer is not None and answer.channel in _ALL:
                total += 1
                right += isinstance(answer, AccountUrl) and (answer.channel, answer.native_id) in there
    return right / total


def _score(run: Run, channels: frozenset[str]) -> Score:
    score = Score()
    without = tuple(sorted((_ALL - channels) | {*NO_ACCOUNT}))
    for file, claims in run.claims.items():
        score.add(file, claims, without=without)
    return score


def main() -> None:
    """Print the table, and with `--misses` what each of them missed or took wrongly."""
    if not REAL.is_dir():
        sys.exit(f"bench-links: the folder of real pages {REAL} is not here: there is nothing to measure on")
    files = list(labels())
    runs = [ours(files), *peers(files)]
    heads = ("precision", "of reports", "recall", "own channels", "ms CPU a page")
    lines = [f"{len(files)} labelled pages, best of {ROUNDS} rounds"]
    lines.append(f"{'':20}" + "".join(f"{each:>15}" for each in heads))
    for run in runs:
        score, own = _score(run, _ALL), _score(run, frozenset(KNOWN[run.name]))
        shares = (score.precision(), share_right(run), score.recall(), own.recall())
        lines.append(f"{run.name:20}" + "".join(f"{each:>15.2%}" for each in shares) + f"{run.milliseconds:>15.2f}")
        if "--misses" in sys.argv:
            lines.append(score.report())
    print(*lines, sep="\n")


if __name__ == "__main__":
    main()
