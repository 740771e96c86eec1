"""Walls in ten languages, and the pages that only look like one."""

from __future__ import annotations

import pytest

from barometer.parse.walls import outcome_of_status, wall
from barometer.readings import Outcome
from tests.saved import page_of

URL = "https://www.facebook.com/fjellvik"


def html(title: str, body: str = "", head: str = "") -> str:
    start = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
    return f"{start}<body>{body}</body></html>"


TITLES = {
    Outcome.LOGIN_WALL: [
        "Log in to Facebook", "Log into Facebook | Facebook", "Facebook – log in or sign up", "Logg inn på Facebook",
        "Logg på Facebook", "Facebook – logg inn eller registrer deg", "Logga in på Facebook", "Log ind på Facebook",
        "Bei Facebook anmelden", "Se connecter à Facebook", "Iniciar sesión en Facebook", "Accedi a Facebook",
        "Kirjaudu Facebookiin", "Zaloguj się do Facebooka", "Aanmelden bij Facebook", "Login • Instagram",
        "Logg inn • Instagram", "LinkedIn Login, Sign in | LinkedIn", "Sign Up | LinkedIn", "Log in to X / X",
    ],
    Outcome.CHALLENGE: ["Just a moment...", "Attention Required! | Cloudflare", "Security Check | Facebook"],
    Outcome.CONSENT_WALL: [
        "Before you continue to YouTube", "Før du fortsetter til YouTube", "Innan du fortsätter till YouTube",
        "Bevor Sie zu YouTube weitergehen", "Avant d'accéder à YouTube", "Antes de ir a YouTube",
    ],
    Outcome.NOT_FOUND: ["Page not found", "Siden ble ikke funnet", "404 Not Found"],
}  # fmt: skip
HEADINGS = {
    Outcome.UNAVAILABLE: [
        "This content isn't available right now", "This content isn’t available at the moment",
        "Sorry, this page isn't available.", "Dette innholdet er ikke tilgjengelig akkurat nå",
        "Innhaldet er ikkje tilgjengeleg", "Det här innehållet är inte tillgängligt just nu",
        "Dette indhold er ikke tilgængeligt lige nu", "Dieser Inhalt ist momentan nicht verfügbar",
        "Ce contenu n'est pas disponible pour le moment", "Este contenido no está disponible en este momento",
        "Tämä sisältö ei ole juuri nyt saatavilla", "Ta treść jest obecnie niedostępna",
    ],
    Outcome.RESTRICTED: [
        "You must be at least 18 years old to see this", "Du må være minst 18 år for å se dette",
        "This content isn't available in your country", "Innholdet er ikke tilgjengelig i ditt land",
        "Restricted profile",
    ],
    Outcome.RATE_LIMITED: ["You're Temporarily Blocked", "Du har gjort dette for mange ganger på kort tid."],
    Outcome.CONSENT_WALL: [
        "Allow the use of cookies from Facebook on this browser?",
        "Vil du tillate bruk av informasjonskapsler fra Facebook i denne nettleseren?",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("expected", "title"), [(key, each) for key, titles in TITLES.items() for each in titles])
def test_a_wall_by_its_title(expected, title):
    text = html(title)
    assert wall(page_of(text, URL), text) is expected


@pytest.mark.parametrize(("expected", "said"), [(key, each) for key, all_ in HEADINGS.items() for each in all_])
def test_a_wall_by_its_heading_on_a_page_that_names_nobody(expected, said):
    text = html("Facebook", f"<div role='main'><h2>{said}</h2></div>")
    assert wall(page_of(text, URL), text) is expected


@pytest.mark.parametrize(
    ("final_url", "expected"),
    [
        ("https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Ffjellvik", Outcome.LOGIN_WALL),
        ("https://m.facebook.com/login.php?next=x", Outcome.LOGIN_WALL),
        ("https://www.instagram.com/accounts/login/?next=/fjellvik/", Outcome.LOGIN_WALL),
        ("https://www.linkedin.com/authwall?trk=x", Outcome.LOGIN_WALL),
        ("https://www.facebook.com/checkpoint/1501092823525282/", Outcome.CHALLENGE),
        ("https://consent.youtube.com/m?continue=x", Outcome.CONSENT_WALL),
        ("https://www.facebook.com/fjellvik?next=/login/", None),
    ],
)
def test_a_wall_by_where_the_redirects_ended(final_url, expected):
    text = html("Fjellvik kommune | Facebook")
    assert wall(page_of(text, URL, final_url=final_url), text) is expected


@pytest.mark.parametrize(
    "text",
    [
        html("Fjellvik kommune | Facebook", "<footer><a href='/login'>Log in</a> or sign up. Forgot password?</footer>"
             "<form><input type='password' name='pass'></form>",
             "<meta property='og:title' content='Fjellvik kommune'>"),
        html("Fjellvik kommune | Facebook", "<article>This content isn't available right now</article>",
             "<meta property='og:title' content='Fjellvik kommune'>"),
        html("Fjellvik", "<h1>Velkommen</h1><p>Logg inn på Min side. Du må være 18 år.</p>" + "<p>tekst her</p>" * 300),
        html("Kontakt oss", "<form class='g-recaptcha'></form>" + "<p>Skriv til oss om det du lurer på.</p>" * 30),
        html("Logo AS – Fjellvik", "<h1>Entreprise</h1>"),
    ],
    ids=["log-in link in the footer", "a shared post is gone", "a long page", "captcha guards a form", "Logo"],
)
def test_a_page_that_speaks_of_walls_is_none(text):
    assert wall(page_of(text, URL), text) is None


def test_structure_tells_a_wall_without_words():
    login = html("…", "<form><input name='u'><input type='password'></form>")
    assert wall(page_of(login, URL), login) is Outcome.LOGIN_WALL
    cookies = html("…", "<div data-cookiebanner='x'></div>")
    assert wall(page_of(cookies, URL), cookies) is Outcome.CONSENT_WALL
    captcha = html("…", "<div class='h-captcha'></div>")
    assert wall(page_of(captcha, URL), captcha) is Outcome.CHALLENGE


@pytest.mark.parametrize(
    ("status", "expected"),
    [(200, None), (204, None), (404, Outcome.NOT_FOUND), (410, Outcome.NOT_FOUND), (429, Outcome.RATE_LIMITED),
     (401, Outcome.NO_PERMISSION), (403, Outcome.NO_PERMISSION), (451, Outcome.RESTRICTED), (500, Outcome.HTTP_ERROR),
     (503, Outcome.HTTP_ERROR), (302, Outcome.HTTP_ERROR), (999, Outcome.CHALLENGE), (0, Outcome.UNREACHABLE)],
)  # fmt: skip
def test_a_status_is_an_outcome_before_anything_is_read(status, expected):
    assert outcome_of_status(page_of("", URL, status=status)) is expected
