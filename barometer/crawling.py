"""The crawl of a month: one process per route, websites first, then the accounts that were found on them.

A crawl process is told its targets on standard input and says how far it is on standard output; its log goes to
`logs/<month>-<route>.log` in the country's folder. It may be killed at any moment: the next crawl goes on where it
stopped. Nothing here imports Scrapy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from barometer import readings_file
from barometer.errors import UnreachableError, UsageError
from barometer.graph_versions import version_warning
from barometer.months import Month
from barometer.permissions import read_permissions
from barometer.readings import Account, Outcome, Visit
from barometer.registry import Country
from barometer.resolve import read_decisions, resolve
from barometer.settings import Settings
from barometer.storage import DataFolder
from barometer.weak_proofs import weak_proofs_of
from spiders.archive import write_manifest
from spiders.job import CrawlJob, Target
from spiders.launch import Progress, child_environment, run_jobs
from spiders.record import is_final

WEBSITE = "website"
ACCOUNT_ROUTES = {
    "facebook": "facebook",
    "facebook_plugin": "facebook",
    "graph_api": "facebook",
    "bluesky": "bluesky",
    "mastodon": "mastodon",
    "youtube": "youtube",
    "instagram": "instagram",
    "x": "x",
}
"""Route → channel whose accounts it visits."""
PUBLIC_PAGE_ROUTES = {
    "facebook": (),
    "facebook_plugin": (),
    "youtube": ("youtube_key",),
    "instagram": ("graph_token", "instagram_user_id"),
}
"""Routes that read a platform's public pages, which takes a recorded permission, and the settings that spare it."""
_TOKENS = {"youtube": "BAROMETER_YOUTUBE_KEY", "instagram": "BAROMETER_GRAPH_TOKEN", "x": "BAROMETER_X_TOKEN"}
"""Route → the token it asks by."""

_NO_ANSWER = {Outcome.UNREACHABLE, Outcome.TIMEOUT}


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteReport:
    """What one route came to."""

    route: str
    """Name of the route."""
    targets: int
    """Websites or accounts to visit."""
    outcomes: dict[str, int] = field(default_factory=dict)
    """Visits by outcome."""
    seconds: float = 0.0
    """Wall time of this run."""
    note: str = ""
    """Why it was skipped or refused; empty when it was used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlReport:
    """What a crawl came to."""

    month: Month
    """Month that was crawled."""
    routes: tuple[RouteReport, ...]
    """Every route asked for, in order."""
    accounts: int
    """Accounts judged official."""

    def lines(self) -> list[str]:
        """Return the report for a person, a line per route."""
        said = [_line(route) for route in self.routes]
        return [*said, f"{self.month}: {self.accounts} official accounts"]


def crawl(
    country: Country,
    month: Month,
    folder: DataFolder,
    settings: Settings,
    environment: dict[str, str],
    *,
    routes: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> CrawlReport:
    """Visit every website and account of a month that has no visit yet, and judge the accounts.

    `environment` holds `BAROMETER_*` variables that override `settings`: the practice web's addresses and keys.

    Raises:
        UsageError: a route is not known, or the operator's permissions cannot be read.
        UnreachableError: not one website answered.
        BarometerError: a crawl process ended early; the message ends with the last lines of its log.
    """
    chosen = _chosen(routes)
    operator = _overridden(settings, environment)
    # Here already, so that a slip in the file stops the run before its first request.
    read_permissions(operator.permissions)
    _graph_warning(chosen, operator)
    reports: list[RouteReport] = []
    with child_environment(operator) as child:
        if WEBSITE in chosen:
            job = _job(WEBSITE, country, month, folder, _websites(country, month))
            reports += _run([job], child, progress)
            _require_an_answer(folder, month)
        accounts = judge(country, month, folder)
        jobs = [
            _job(route, country, month, folder, _accounts(accounts, ACCOUNT_ROUTES[route]))
            for route in chosen
            if route in ACCOUNT_ROUTES and not _lacks(route, operator)
        ]
        reports += _run(jobs, child, progress)
    if jobs:
        accounts = judge(country, month, folder)
    pages = write_manifest(folder.archive(month))
    reports += [_skipped(route, accounts, operator) for route in chosen if _lacks(route, operator)]
    official = sum(1 for account in accounts if account.status == "official" and account.role == "helhetlig")
    routes_said = tuple(_noted(_compared(each, pages), operator) for each in reports)
    return CrawlReport(month=month, routes=routes_said, accounts=official)


def judge(country: Country, month: Month, folder: DataFolder) -> list[Account]:
    """Judge the accounts of a month from all its visits and the operator's decisions, and write them down."""

    def visits() -> Iterator[Visit]:
        for path in folder.visit_files(month):
            yield from readings_file.read(path, Visit)

    accounts = resolve(country, month, visits(), read_decisions(folder.accounts), weak_proofs_of(country, folder))
    readings_file.write(folder.month_accounts(month), accounts)
    return accounts


def _chosen(routes: Sequence[str] | None) -> list[str]:
    known = [WEBSITE, *ACCOUNT_ROUTES]
    for route in routes or ():
        if route not in known:
            raise UsageError(f"there is no route '{route}': choose among {', '.join(known)}")
    return [route for route in known if not routes or route in routes]


def _job(route: str, country: Country, month: Month, folder: DataFolder, targets: tuple[Target, ...]) -> CrawlJob:
    needed = replace(country, population=())
    return CrawlJob(route=route, month=str(month), root=str(folder.root), country=needed, targets=targets)


def _run(jobs: Sequence[CrawlJob], environment: dict[str, str], progress: Progress | None) -> list[RouteReport]:
    seconds = run_jobs([job for job in jobs if _is_unfinished(job)], environment, progress)
    reports = []
    for job in jobs:
        keys = {target.key for target in job.targets}
        visits = readings_file.read(job.folder.route(job.edition, job.route), Visit)
        outcomes = Counter(visit.outcome.value for visit in visits if visit.target in keys)
        taken = seconds.get(job.route, 0.0)
        reports.append(RouteReport(route=job.route, targets=len(keys), outcomes=dict(outcomes), seconds=taken))
    return reports


def _is_unfinished(job: CrawlJob) -> bool:
    """Say whether a process must be started: starting one only to find nothing to do costs two seconds."""
    path = job.folder.route(job.edition, job.route)
    if not path.is_file() or not path.read_bytes().endswith(b"\n"):
        return bool(job.targets)
    visits = readings_file.read(path, Visit)
    done = {visit.target for visit in visits if visit.pages and is_final(visit)}
    return any(target.key not in done for target in job.targets)


def _require_an_answer(folder: DataFolder, month: Month) -> None:
    """Raise when not one website answered, and forget those visits: the fault is on this side."""
    path = folder.route(month, WEBSITE)
    visits = list(readings_file.read(path, Visit))
    if not visits or any(visit.outcome not in _NO_ANSWER for visit in visits):
        return
    path.unlink()
    (folder.archive(month) / f"{WEBSITE}.warc.gz").unlink(missing_ok=True)
    reasons = Counter(visit.detail or visit.outcome.value for visit in visits)
    raise UnreachableError(
        f"none of {len(visits)} websites answered ({reasons.most_common(1)[0][0]}): check the connection,"
        f" and BAROMETER_PROXY if one is set; nothing was kept, so run 'barometer crawl' again"
    )


def _websites(country: Country, month: Month) -> tuple[Target, ...]:
    return tuple(
        Target(key=each.number, authority_number=each.number, channel=None, native_id=None, url=each.front_page)
        for each in country.in_force(month.first)
    )


def _accounts(accounts: Sequence[Account], channel: str) -> tuple[Target, ...]:
    found: dict[str, Target] = {}
    for each in accounts:
        if each.channel == channel and each.role == "helhetlig" and each.status in ("official", "kandidat"):
            key = f"{each.channel}:{each.native_id}"
            found.setdefault(
                key,
                Target(
                    key=key, authority_number=each.authority_number, channel=each.channel, native_id=each.native_id,
                    url=each.url,
                ),
            )  # fmt: skip
    return tuple(found.values())


def _lacks(route: str, operator: Settings) -> str:
    if route == "graph_api" and operator.graph_token is None:
        return "needs a Graph API token (BAROMETER_GRAPH_TOKEN)"
    if route == "x" and operator.x_token is None:
        return "needs an X API bearer token (BAROMETER_X_TOKEN)"
    return ""


def _skipped(route: str, accounts: Sequence[Account], operator: Settings) -> RouteReport:
    targets = len(_accounts(accounts, ACCOUNT_ROUTES[route]))
    return RouteReport(route=route, targets=targets, note=f"skipped: {_lacks(route, operator)}")


def _compared(report: RouteReport, pages: dict[str, tuple[int, int]]) -> RouteReport:
    unchanged, fetched = pages.get(report.route, (0, 0))
    return replace(report, note=f"{unchanged} of {fetched} pages unchanged") if unchanged else report


def _noted(report: RouteReport, operator: Settings) -> RouteReport:
    if report.route == "graph_api":
        said = [_ended(report, operator), _graph_warning([report.route], operator), report.note]
        return replace(report, note="; ".join(filter(None, said)))
    if report.outcomes.get(Outcome.TOKEN_REFUSED.value):
        names = _TOKENS.get(report.route, "its token")
        return replace(report, note=f"ended early: {names} is refused; renew it and run 'barometer crawl' again")
    if report.route in _TOKENS and report.outcomes.get(Outcome.RATE_LIMITED.value):
        return replace(report, note="ended early: its allowance is used up; run 'barometer crawl' again later")
    spared_by = PUBLIC_PAGE_ROUTES.get(report.route)
    if spared_by is None or not report.outcomes.get(Outcome.NO_PERMISSION.value):
        return report
    if spared_by and all(getattr(operator, name) for name in spared_by):
        return report  # Refused by the interface itself: each visit says why.
    settings = " and ".join(f"BAROMETER_{name.upper()}" for name in spared_by)
    note = f"needs {settings}{' or ' if settings else ''}a recorded permission ({operator.permissions})"
    return replace(report, note=note)


def _graph_warning(chosen: Sequence[str], operator: Settings) -> str:
    """Return what is to be known of the Graph API's version; raises UsageError when it answers no more."""
    if operator.graph_token is None or not {"graph_api", "instagram"} & set(chosen):
        return ""
    return version_warning(operator.graph_version, (operator.clock or datetime.now(UTC)).date())


def _ended(report: RouteReport, operator: Settings) -> str:
    """Return why a route of the Graph API ended before its last page, and what to do; empty when it did not."""
    if report.outcomes.get(Outcome.TOKEN_REFUSED.value):
        return "ended early: Facebook refuses the token; renew BAROMETER_GRAPH_TOKEN and run 'barometer crawl' again"
    if report.outcomes.get(Outcome.VERSION_REMOVED.value):
        return f"ended early: {operator.graph_version} is no more; set BAROMETER_GRAPH_VERSION, then crawl again"
    return ""


def _line(report: RouteReport) -> str:
    ok = report.outcomes.get(Outcome.OK.value, 0)
    rest = ", ".join(f"{count} {name}" for name, count in sorted(report.outcomes.items()) if name != Outcome.OK.value)
    said = f"{report.route}: {ok} of {report.targets} ok"
    said += f" ({rest})" if rest else ""
    said += f"; {report.note}" if report.note else ""
    return f"{said}, {report.seconds:.0f} s" if report.seconds else said


def _overridden(settings: Settings, environment: dict[str, str]) -> Settings:
    given = {name.removeprefix("BAROMETER_").lower(): value for name, value in environment.items()}
    return Settings(**{**settings.model_dump(), **given})
