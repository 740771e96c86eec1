"""The words that stand beside a number and say what it counts, in fifteen languages.

Source: METRICS section 5 for Norwegian, English, Swedish, Danish, German, Finnish, French and Spanish; the
other languages, and every form that is not in that table, come from the platforms' public pages as quoted in
open-source parsers. None was seen on a live page in 2026: a word that is missing here gives no counter at all,
which is what we want of an unknown label.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from barometer.readings import CounterKind

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """One language's labels. `"` stands for any quotation mark, `'` for any apostrophe."""

    people: Words
    """Words for persons that may stand between the number and its label."""
    nouns: dict[CounterKind, Words]
    """Labels that are complete whatever follows: "likes", "liker dette"."""
    verbs: dict[CounterKind, Words] = field(default_factory=dict)
    """Labels that count only where the phrase ends after them: "12 liker", but not "12 liker kaffe"."""
    follow: Words = ()
    """Verbs that mean followers when persons stand before them ("5 personer følger"), else not."""
    around: tuple[tuple[CounterKind, str, str], ...] = ()
    """Labels on both sides of the number."""
    conjunction: str = "and"
    """Words for "and", as a pattern: a phrase may end before them."""


_NB = Labels(
    people=("personer", "person", "mennesker", "brukere"),
    nouns={
        "likes": ("liker dette", "liker siden", "liker denne siden", "likerklikk", "likes"),
        "followers": ("følgere", "følger dette", "følger siden", "følger denne siden"),
        "talking_about": ("snakker om dette", "snakker om det", "snakker om siden"),
        "were_here": ("har vært her", "har besøkt stedet", "var her"),
        "subscribers": ("abonnenter", "abonnent"),
    },
    verbs={"posts": ("innlegg",), "likes": ("liker",), "following": ("følger",), "talking_about": ("snakker om",)},
    follow=("følger",),
    conjunction="og",
)

_NN = Labels(
    people=("personar", "person", "menneske", "brukarar"),
    nouns={
        "likes": ("likar dette", "likar sida", "likar denne sida", "likarklikk"),
        "followers": ("følgjarar", "fylgjarar", "følgjar", "fylgjar", "følgjer dette", "fylgjer dette", "følgjer sida"),
        "talking_about": ("snakkar om dette", "snakkar om det"),
        "were_here": ("har vore her", "har vori her"),
        "subscribers": ("abonnentar", "abonnent"),
    },
    verbs={"posts": ("innlegg",), "likes": ("likar",), "following": ("følgjer", "fylgjer"),
           "talking_about": ("snakkar om",)},
    follow=("følgjer", "fylgjer"),
    conjunction="og",
)

_EN = Labels(
    people=("people", "person", "persons", "users"),
    nouns={
        "likes": ("likes", "like this", "likes this", "like this page", "page likes"),
        "followers": ("followers", "follower", "follow this", "follow this page", "follows this", "following this",
                      "following this page"),
        "talking_about": ("talking about this", "are talking about this", "is talking about this"),
        "were_here": ("were here", "was here", "have been here"),
        "subscribers": ("subscribers", "subscriber"),
        "following": ("following",),
    },
    verbs={"posts": ("posts", "post"), "likes": ("like",)},
    follow=("follow", "are following this", "are following this page"),
)

_SV = Labels(
    people=("personer", "person", "användare"),
    nouns={
        "likes": ("gillar det här", "gillar detta", "gillar sidan", "gilla-markeringar", "gilla-markering"),
        "followers": ("följare", "följer detta", "följer det här", "följer sidan"),
        "talking_about": ("pratar om det här", "pratar om detta", "pratar om det"),
        "were_here": ("har varit här", "var här"),
        "subscribers": ("prenumeranter", "prenumerant"),
    },
    verbs={"posts": ("inlägg",), "likes": ("gillar",), "following": ("följer",)},
    follow=("följer",),
    conjunction="och",
)

_DA = Labels(
    people=("personer", "person", "brugere"),
    nouns={
        "likes": ("synes godt om dette", "synes godt om siden", "synes godt om det her", "likes"),
        "followers": ("følgere", "følger dette", "følger siden", "følger det her"),
        "talking_about": ("taler om dette", "taler om det her", "taler om det"),
        "were_here": ("har været her", "var her"),
        "subscribers": ("abonnenter", "abonnent"),
    },
    verbs={"posts": ("opslag",), "likes": ("synes godt om",), "following": ("følger",)},
    follow=("følger",),
    conjunction="og",
)

_FI = Labels(
    people=("henkilöä", "henkilö", "ihmistä", "käyttäjää"),
    nouns={
        "likes": ("tykkää tästä", "tykkäystä", "tykkäykset", "tykkäys", "tykkää sivusta"),
        "followers": ("seuraajaa", "seuraajat", "seuraaja", "seuraa tätä", "seuraa tätä sivua"),
        "talking_about": ("puhuu tästä", "puhuvat tästä"),
        "were_here": ("on käynyt täällä", "oli täällä", "kävi täällä"),
        "subscribers": ("tilaajaa", "tilaajat", "tilaaja"),
    },
    verbs={"posts": ("julkaisua", "julkaisut"), "likes": ("tykkää",),
           "following": ("seurattua", "seurattavaa", "seurataan")},
    follow=("seuraa",),
    conjunction="ja",
)

_IS = Labels(
    people=("manns", "manneskjur", "notendur"),
    nouns={
        "likes": ("líkar þetta", "líkar við þetta", "líkar við síðuna"),
        "followers": ("fylgjendur", "fylgjandi", "fylgjast með þessu", "fylgja þessu"),
        "talking_about": ("að tala um þetta", "eru að tala um þetta", "tala um þetta"),
        "were_here": ("hafa verið hér", "hafa komið hingað", "voru hér"),
        "subscribers": ("áskrifendur", "áskrifandi"),
    },
    verbs={"posts": ("færslur",)},
    conjunction="og",
)

_DE = Labels(
    people=("Personen", "Person", "Nutzer", "Nutzern", "Leute"),
    nouns={
        "likes": ('"Gefällt mir"-Angaben', '"Gefällt mir"-Angabe', '"Gefällt mir"', "Gefällt-mir-Angaben",
                  "gefällt das", "gefällt dies", "gefällt diese Seite", "gefällt mir"),
        "followers": ("Follower", "Followern", "Followers", "folgen dem", "folgen dieser Seite"),
        "talking_about": ("sprechen darüber", "spricht darüber", "sprechen davon"),
        "were_here": ("waren hier", "war hier"),
        "subscribers": ("Abonnenten", "Abonnent"),
        "following": ("gefolgt", "abonniert"),
    },
    verbs={"posts": ("Beiträge", "Beitrag")},
    follow=("folgen", "haben das abonniert", "haben dies abonniert"),
    around=(("likes", "Gefällt", "Mal"),),
    conjunction="und",
)

_FR = Labels(
    people=("personnes", "personne", "utilisateurs"),
    nouns={
        "likes": ("mentions J'aime", "mention J'aime", "J'aime", "aiment ça", "aiment cette page", "aime ça"),
        "followers": ("followers", "follower", "abonnés", "abonné", "abonné(e)s", "suivent ce lieu",
                      "suivent cette page", "suivent ceci"),
        "talking_about": ("en parlent", "en parle"),
        "were_here": ("étaient ici", "était ici", "ont été ici"),
        "following": ("abonnements", "abonnement", "suivi(e)s", "suivis", "suivi"),
    },
    verbs={"posts": ("publications", "publication")},
    conjunction="et",
)

_ES = Labels(
    people=("personas", "persona", "usuarios"),
    nouns={
        "likes": ("Me gusta", "les gusta esto", "le gusta esto", "les gusta esta página"),
        "followers": ("seguidores", "seguidor", "siguen esto", "siguen esta página", "sigue esto"),
        "talking_about": ("están hablando de esto", "está hablando de esto", "hablando de esto"),
        "were_here": ("estuvieron aquí", "estuvo aquí", "han estado aquí"),
        "subscribers": ("suscriptores", "suscriptor"),
        "following": ("seguidos", "siguiendo", "seguido"),
    },
    verbs={"posts": ("publicaciones", "publicación")},
    conjunction="y",
)

_IT = Labels(
    people=("persone", "persona", "utenti"),
    nouns={
        "likes": ('"Mi piace"', "Mi piace", "piace questo elemento", "piace questa pagina"),
        "followers": ("follower", "followers", "seguono questa pagina", "seguono questo elemento"),
        "talking_about": ("ne parlano", "ne parla"),
        "were_here": ("sono state qui", "è stata qui", "erano qui"),
        "subscribers": ("iscritti", "iscritto"),
        "following": ("seguiti", "profili seguiti", "seguito"),
    },
    verbs={"posts": ("post",)},
    around=(("likes", "piace a", "persone"), ("likes", "piace a", "persona")),
    conjunction="e",
)

_PT = Labels(
    people=("pessoas", "pessoa", "usuários", "utilizadores"),
    nouns={
        "likes": ("curtidas", "curtida", "curtiram isso", "curtem isto", "gostos", "gosto", "gostam disto",
                  "gostam desta página"),
        "followers": ("seguidores", "seguidor", "seguem isto", "estão seguindo isso", "seguem esta página"),
        "talking_about": ("falando sobre isso", "estão falando sobre isso", "falam sobre isto", "a falar disto",
                          "a falar sobre isto"),
        "were_here": ("estiveram aqui", "esteve aqui", "estiveram neste local"),
        "subscribers": ("inscritos", "inscrito", "subscritores", "subscritor"),
        "following": ("seguindo", "a seguir"),
    },
    verbs={"posts": ("publicações", "publicação", "posts")},
    conjunction="e",
)

_SE = Labels(
    people=("olbmo", "olbmot"),
    nouns={"likes": ("liikojit dása", "liiko dása")},
    conjunction="ja",
)

_NL = Labels(
    people=("personen", "persoon", "mensen", "gebruikers"),
    nouns={
        "likes": ("vind-ik-leuks", "vind-ik-leuk", "likes", "vinden dit leuk", "vindt dit leuk",
                  "vinden deze pagina leuk"),
        "followers": ("volgers", "volger", "volgen dit", "volgen deze pagina", "volgt dit"),
        "talking_about": ("praten hierover", "praat hierover"),
        "were_here": ("waren hier", "was hier"),
        "subscribers": ("abonnees", "abonnee"),
        "following": ("volgend",),
    },
    verbs={"posts": ("berichten", "bericht")},
    follow=("volgen",),
    conjunction="en",
)

_PL = Labels(
    people=("osoby", "osób", "osoba", "użytkowników", "użytkownicy", "użytkownik"),
    nouns={
        "likes": ("lubią to", "lubi to", "polubienia", "polubień", "polubienie"),
        "followers": ("obserwujących", "obserwujący", "obserwujące", "obserwatorów", "obserwatorzy", "obserwator",
                      "obserwują to", "obserwuje to"),
        "talking_about": ("mówi o tym", "mówią o tym"),
        "were_here": ("było tutaj", "były tutaj", "odwiedziło to miejsce", "było tu", "były tu", "tu było", "tu był"),
        "subscribers": ("subskrybentów", "subskrybenci", "subskrybent"),
        "following": ("obserwowanych", "obserwowani"),
    },
    verbs={"posts": ("postów", "posty")},
    conjunction="i|oraz",
)

LABELS: dict[str, Labels] = {
    "nb": _NB, "nn": _NN, "en": _EN, "sv": _SV, "da": _DA, "fi": _FI, "is": _IS, "de": _DE, "fr": _FR,
    "es": _ES, "it": _IT, "pt": _PT, "se": _SE, "nl": _NL, "pl": _PL,
}

_NEIGHBOURS = {"nb": ("nn",), "nn": ("nb",), "se": ("nb",)}


def language_of(code: str) -> str:
    """Return the key of LABELS that a language code means: `nb-NO` → nb, `no` → nb, anything unknown → en."""
    key = code.strip().lower().replace("_", "-").split("-")[0]
    key = "nb" if key == "no" else key
    return key if key in LABELS else "en"


def languages_to_try(code: str) -> tuple[str, ...]:
    """Return label languages in the order to try: the page's own, its close neighbour, English."""
    key = language_of(code)
    return tuple(dict.fromkeys((key, *_NEIGHBOURS.get(key, ()), "en")))
