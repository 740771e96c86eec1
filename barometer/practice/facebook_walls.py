"""What Facebook shows a stranger instead of a page: log-in wall, cookie wall, content gone, too many requests."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote

from barometer.months import Month
from barometer.practice import draw
from barometer.practice.played import PlayedAccount

Wall = Literal["login", "consent", "rate", ""]
_WALLS: tuple[tuple[Wall, float], ...] = (("login", 0.08), ("consent", 0.03), ("rate", 0.01), ("", 0.88))


def wall_of(seed: int, account: PlayedAccount, month: Month) -> Wall:
    """Return the wall before an account's public page in a month; most of a wall stays, some of it moves about."""
    lasting = draw.weighted(_WALLS, seed, "lasting wall", account.key)
    if lasting == "login":
        return lasting
    return draw.weighted(_WALLS, seed, "wall", account.key, str(month)) if draw.happens(
        0.5, seed, "wall moves", account.key
    ) else lasting  # fmt: skip


def login_path(path: str) -> str:
    """Return where the log-in wall sends a visitor of `path`."""
    return f"/login/?next={quote('https://www.facebook.com' + path, safe='')}"


LOGIN = """<!DOCTYPE html><html id="facebook" lang="nb"><head><meta charset="utf-8" />
<title>Logg inn på Facebook</title>
<meta name="description"
 content="Logg inn på Facebook for å begynne å dele og få kontakt med venner, familie og andre." />
</head><body><div id="globalContainer"><form id="login_form" action="/login/device-based/regular/login/" method="post">
<div class="_9axz">Logg inn på Facebook</div><div>Du må logge inn for å fortsette.</div>
<input type="text" name="email" id="email" placeholder="E-postadresse eller telefonnummer" />
<input type="password" name="pass" id="pass" placeholder="Passord" />
<button name="login" type="submit">Logg inn</button>
<a href="/recover/initiate/">Glemt kontoen?</a><a href="/reg/">Opprett ny konto</a></form></div></body></html>
"""
CONSENT = """<!DOCTYPE html><html id="facebook" lang="nb"><head><meta charset="utf-8" /><title>Facebook</title></head>
<body><div data-testid="cookie-policy-manage-dialog" role="dialog">
<h2>Vil du tillate bruk av informasjonskapsler fra Facebook i denne nettleseren?</h2>
<p>Vi bruker informasjonskapsler og lignende teknologi til å tilby og forbedre innhold på Meta-produktene.</p>
<button data-cookiebanner="accept_button" title="Tillat alle">Tillat alle informasjonskapsler</button>
<button title="Avvis valgfrie informasjonskapsler">Avvis valgfrie informasjonskapsler</button></div></body></html>
"""
UNAVAILABLE = """<!DOCTYPE html><html id="facebook" lang="nb"><head><meta charset="utf-8" />
<title>Facebook</title></head>
<body><div id="mount_0_0_aB"><div role="main"><h2>Dette innholdet er ikke tilgjengelig akkurat nå</h2>
<p>Når dette skjer, er det vanligvis fordi eieren bare har delt det med en liten gruppe personer, endret hvem som kan
se det, eller slettet det.</p><a href="/">Gå til nyhetsoppdateringen</a></div></div></body></html>
"""
TOO_MANY = """<!DOCTYPE html><html lang="nb"><head><title>Feil</title></head><body><h1>Beklager, noe gikk galt.</h1>
<p>Du har gjort dette for mange ganger på kort tid. Vent litt og prøv igjen.</p></body></html>
"""
