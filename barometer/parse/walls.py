"""What stands between a stranger and a page, recognised before anything is read.

A wall is known by where the redirects ended, by the title, and by headings or text of a page that names nobody:
a page with an identity of its own (og:title, a description with figures) is no wall, whatever it says about
logging in at its foot. Wordings: the platforms' own in ten languages; Facebook's Norwegian ones are recalled,
not seen, so the structure (a password field, a cookie dialog) counts beside them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from lxml import etree

from barometer.errors import ParseError
from barometer.parse.embedded import elements, meta, visible_lines
from barometer.parse.html import text_of, tree
from barometer.parse.numerals import plain
from barometer.readings import Outcome, Page

_STATUS = {
    401: Outcome.NO_PERMISSION, 403: Outcome.NO_PERMISSION, 404: Outcome.NOT_FOUND, 407: Outcome.NO_PERMISSION,
    410: Outcome.NOT_FOUND, 429: Outcome.RATE_LIMITED, 451: Outcome.RESTRICTED, 999: Outcome.CHALLENGE,
}
_ENDS = (
    (Outcome.CHALLENGE, r"/checkpoint/|/challenge/|/sorry/index|/cdn-cgi/challenge|/captcha|^https://[^/]*recaptcha"),
    (Outcome.CONSENT_WALL, r"^https?://consent\.|/privacy/consent|/user_cookie_prompt|/cookie/consent_prompt"),
    (Outcome.LOGIN_WALL, r"/login(?:\.php|/|$|\?)|/accounts/login|/authwall|/uas/login|/i/flow/login|"
                         r"^https?://(?:accounts|login)\.[^/]+/|/checkpoint/lg|/signup(?:/|$|\?)"),
)  # fmt: skip
_LOGIN = (
    r"log ?in(?:to)?\b|log on\b|sign ?in\b|sign ?up\b|logg (?:deg )?(?:inn|på)\b|logga in\b|log (?:på|ind)\b|"
    r"anmelden\b|"
    r"einloggen\b|bei \w+ anmelden|se connecter\b|connexion\b|inici(?:ar|a) sesión\b|accedi\b|entrar\b|"
    r"iniciar sessão\b|"
    r"inloggen\b|aanmelden\b|zaloguj\b|kirjaudu\b|skráðu þig inn|innskráning|\w+ login\b"
)
_LOGIN_AFTER_NAME = (
    r"(?:facebook|instagram|linkedin|x|twitter)\s*[-–—:|•·]\s*(?:log ?in|logg inn|logga in|log ind|anmelden|connexion|"
    r"inicia|accedi|entr[ae]|aanmelden|zaloguj|kirjaudu|sign)"
)
_CHALLENGE = (
    r"just a moment|attention required|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"are you a robot|"
    r"you're not a robot|security check|sikkerhetskontroll|bekreft at du (?:er|ikke er)|säkerhetskontroll|captcha|"
    r"sicherheits(?:prüfung|kontrolle)|vérification de sécurité|control de seguridad|turvatarkistus|unusual traffic|"
    r"access denied|request rejected|ddos|один момент|et øyeblikk|einen moment|un instant|un momento"
)
_CONSENT = (
    r"before you continue to|før du fortsetter til|innan du fortsätter till|før du går videre til|bevor (?:sie|"
    r"du) .{0,30}"
    r"(?:fortfahren|weiter)|avant (?:d'accéder|de continuer)|antes de (?:ir|continuar)|ennen kuin jatkat|"
    r"allow the use of cookies|vil du tillate bruk av informasjonskapsler|tillat bruk av informasjonskapsler|"
    r"vill du tillåta .{0,20}cookies|vil du tillade .{0,20}cookies|verwendung von cookies .{0,30}(?:erlauben|zulassen)|"
    r"autoriser .{0,40}cookies|¿?permitir .{0,30}cookies|sallitaanko .{0,40}evästei|"
    r"vil du tillate .{0,30}informasjonskapsl"
)
_RESTRICTED = (
    r"(?:must|have to) be (?:at least )?\d\d(?: years| to)|over \d\d years|age[- ]restricted|restricted profile|"
    r"du må være (?:minst )?\d\d år|aldersgrense|du måste vara (?:minst )?\d\d år|du skal være (?:mindst )?\d\d år|"
    r"(?:not|isn't|unavailable) (?:available )?in your (?:country|region|location)|ikke tilgjengelig i (?:ditt land|"
    r"landet ditt|din region)|inte tillgänglig i ditt land|ikke tilgængelig i dit land|in deinem land nicht verfügbar|"
    r"in ihrem land nicht verfügbar|pas disponible dans votre (?:pays|région)|no (?:está )?disponible en tu (?:país|"
    r"región)|"
    r"ei ole saatavilla (?:maassasi|alueellasi)|mindestens \d\d jahre|avoir (?:au moins )?\d\d ans|ser mayor de \d\d|"
    r"confirm your age|sign in to confirm your age"
)
_UNAVAILABLE = (
    r"(?:content|page|profile|account|video|channel|link)[^.]{0,30} (?:isn't|is not|is no longer|not) available|"
    r"(?:innholdet|siden|profilen|kontoen|lenken)[^.]{0,30} er ikke (?:lenger )?tilgjengelig|(?:innhaldet|"
    r"sida) er ikkje "
    r"tilgjengeleg|(?:innehållet|sidan|profilen)[^.]{0,30} är inte (?:längre )?tillgänglig|(?:indholdet|indhold|"
    r"siden)[^.]{0,30} "
    r"er ikke (?:længere )?tilgængelig|(?:inhalt|seite)[^.]{0,30} ist (?:derzeit |momentan )?nicht (?:mehr )?verfügbar|"
    r"(?:contenu|page)[^.]{0,30} n'est (?:pas|plus) (?:disponible|accessible)|(?:contenido|"
    r"página)[^.]{0,30} no está disponible|"
    r"(?:sisältö|sivu)[^.]{0,30} ei ole (?:juuri nyt |tällä hetkellä )?(?:saatavilla|käytettävissä)|(?:treść|"
    r"strona)[^.]{0,30} "
    r"jest (?:obecnie )?niedostępna|(?:questo contenuto|questa pagina) non è (?:al momento )?disponibile|"
    r"(?:este conteúdo|esta página) não está disponível|deze (?:content|inhoud|pagina) is (?:nu |"
    r"momenteel )?niet beschikbaar|"
    r"efnið er ekki (?:tiltækt|aðgengilegt)|account (?:suspended|has been (?:suspended|terminated))"
)
_NOT_FOUND = (
    r"page not found|not found \W*404|404 \W*(?:page )?not found|siden (?:ble ikke funnet|finnes ikke|"
    r"blev ikke fundet|findes ikke)|"
    r"sidan (?:vart ikkje funnen|finst ikkje|hittades inte|finns inte)|seite nicht gefunden|page introuvable|"
    r"página no encontrada|sivua ei löyt\w+|(?:page|account|channel|profile) (?:doesn't|does not) exist|"
    r"couldn't find (?:this|that) (?:page|account)"
)
_LIMITED = (
    r"too many requests|temporarily blocked|midlertidig blokkert|for mange ganger|rate limit exceeded|going too fast"
)
_TEXTS = tuple(
    (outcome, re.compile(pattern, re.IGNORECASE))
    for outcome, pattern in (
        (Outcome.CHALLENGE, _CHALLENGE), (Outcome.CONSENT_WALL, _CONSENT), (Outcome.RESTRICTED, _RESTRICTED),
        (Outcome.UNAVAILABLE, _UNAVAILABLE), (Outcome.NOT_FOUND, _NOT_FOUND), (Outcome.RATE_LIMITED, _LIMITED),
    )
)  # fmt: skip
_LOGIN_TITLE = re.compile(rf"(?:\(\d+\+?\) )?(?:{_LOGIN}|{_LOGIN_AFTER_NAME})", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:facebook|instagram|x|twitter|linkedin|youtube|bluesky|mastodon|error|feil|fel|fejl|fehler|erreur|virhe|"
    r"access denied|just a moment|\W)*", re.IGNORECASE
)  # fmt: skip
_SHORT = 1_500
"""Characters of text up to which a page is looked at as a whole; longer ones say many things in passing."""
_HEADINGS = "//h1 | //h2 | //*[@role='heading']"
_BARE = 600
"""Up to which a captcha is the page's whole purpose, not the guard of a contact form."""


def outcome_of_status(page: Page) -> Outcome | None:
    """Return what the HTTP status alone says; None for a success, whose content decides.

    Channels with error answers of their own (Graph API, Bluesky, Mastodon) read the body before they ask this.
    """
    if 200 <= page.status < 300:
        return None
    if page.status == 0:
        return Outcome.UNREACHABLE
    return _STATUS.get(page.status, Outcome.HTTP_ERROR)


def wall(page: Page, text: str) -> Outcome | None:
    """Return what stands before a page, whose source as characters is `text`; None when nothing does."""
    for outcome, pattern in _ENDS:
        if re.search(pattern, _without_query(page.final_url), re.IGNORECASE):
            return outcome
    try:
        root = tree(replace(page, body=text.encode("utf-8", "replace"), content_type="text/html; charset=utf-8"))
    except ParseError:
        return None
    title = plain(" ".join((root.findtext(".//title") or "").split()))
    if _has_identity(root):
        return None
    if _LOGIN_TITLE.match(title):
        return Outcome.LOGIN_WALL
    return _said(root, title) or _built(root)


def _said(root: etree._Element, title: str) -> Outcome | None:
    """Return what title, headings, or the whole of a short text say."""
    headings = [plain(text_of(each)) for each in elements(root, _HEADINGS)[:5]]
    for said in (title, *headings):
        for outcome, pattern in _TEXTS:
            if pattern.search(said):
                return outcome
    whole = "\n".join(plain(line) for line in visible_lines(root))
    if len(whole) < _SHORT:
        for outcome, pattern in _TEXTS[1:]:  # A captcha may guard a form only.
            if pattern.search(whole):
                return outcome
    return None


def _built(root: etree._Element) -> Outcome | None:
    """Return what the structure of a page that names nobody shows: a challenge, a cookie dialog, a login form."""
    text_length = sum(len(line) for line in visible_lines(root))
    captcha = "//*[contains(@id, 'cf-chl') or contains(@class, 'g-recaptcha') or contains(@class, 'h-captcha')]"
    if text_length < _BARE and elements(root, captcha):
        return Outcome.CHALLENGE
    if elements(root, "//*[@data-cookiebanner or contains(@data-testid, 'cookie-policy')]"):
        return Outcome.CONSENT_WALL
    if text_length < _SHORT and elements(root, "//input[@type='password']"):
        return Outcome.LOGIN_WALL
    return None


def _has_identity(root: etree._Element) -> bool:
    """Whether the page says whose it is, in a way that a wall does not."""
    for name in meta(root, "og:title", "twitter:title"):
        said = plain(name)
        if not _NOBODY.fullmatch(said) and not _LOGIN_TITLE.match(said) and not _is_wall_text(said):
            return True
    return False


def _is_wall_text(said: str) -> bool:
    return any(pattern.search(said) for _, pattern in _TEXTS)


def _without_query(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
