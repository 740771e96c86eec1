"""Numbers and labels as people write them; each group says why its cases matter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from babel.numbers import format_compact_decimal, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from barometer.parse.labels import LABELS
from barometer.parse.text import counters, moment, number

LANGUAGES = ("nb", "nn", "se", "da", "sv", "fi", "is", "en", "de", "fr", "es", "pt", "it", "nl", "pl")

NUMBERS = {
    "plain digits are exact": [
        ("0", "nb", 0, 0), ("6", "nb", 6, 6), ("990", "nb", 990, 990), ("1795", "nb", 1795, 1795),
        ("87740037", "en", 87740037, 87740037),
    ],
    "one mark, exactly three digits, no suffix: thousands, in any language": [
        ("1.856", "nb", 1856, 1856), ("1,795", "nb", 1795, 1795), ("5,941", "en", 5941, 5941),
        ("12.345", "de", 12345, 12345), ("5.941", "en", 5941, 5941), ("213,000", "nb", 213000, 213000),
    ],
    "several equal marks: thousands": [
        ("5,411,563", "en", 5411563, 5411563), ("5.411.563", "de", 5411563, 5411563),
        ("1'234'567", "it", 1234567, 1234567),
    ],
    "every space that is used": [
        ("40 525", "nb", 40525, 40525), ("40\u00a0525", "nb", 40525, 40525), ("40\u202f525", "fr", 40525, 40525),
        ("40\u2009525", "sv", 40525, 40525), ("1\u00a0234\u00a0567", "fi", 1234567, 1234567),
        ("1’234", "de", 1234, 1234),
    ],
    "format characters are not there": [
        ("\u200e40 525\u200f", "nb", 40525, 40525), ("1\u200e795", "nb", 1795, 1795),
        ("\u2068990\u2069", "en", 990, 990),
        ("\ufeff12", "nb", 12, 12),
    ],
    "a suffix makes one mark a decimal mark and the value an interval": [
        ("1,2k", "nb", 1150, 1299), ("1.2K", "en", 1150, 1299), ("1,24k", "nb", 1235, 1249),
        ("12,5K", "nb", 12450, 12599),
        ("12k", "nn", 11500, 12999), ("124K", "en", 123500, 124999), ("1.234K", "en", 1234, 1234),
        ("1,234K", "en", 1234, 1234), ("1 234,5k", "nb", 1234450, 1234599), ("0K", "en", 0, 999),
    ],
    "suffixes by language": [
        ("1,2 mill.", "nb", 1150000, 1299999), ("1,2 mill", "nn", 1150000, 1299999),
        ("3 millioner", "nb", 2500000, 3999999),
        ("12 tusen", "nb", 11500, 12999), ("1,2 t", "da", 1150, 1299), ("1,2 mio.", "da", 1150000, 1299999),
        ("1,2 tn", "sv", 1150, 1299), ("1,2 mn", "sv", 1150000, 1299999), ("1,2 t.", "fi", 1150, 1299),
        ("1,2 milj.", "fi", 1150000, 1299999), ("1,2 þ.", "is", 1150, 1299), ("1,2 m.", "is", 1150000, 1299999),
        ("1,2 Mio.", "de", 1150000, 1299999), ("1,2 Tsd.", "de", 1150, 1299), ("1,2 Mln", "it", 1150000, 1299999),
        ("12 mila", "it", 11500, 12999), ("1,2 k", "fr", 1150, 1299), ("1,2 M", "fr", 1150000, 1299999),
        ("1,2 mil", "es", 1150, 1299), ("1,2 M", "es", 1150000, 1299999), ("1,2 mil", "pt", 1150, 1299),
        ("1,2 mi", "pt", 1150000, 1299999), ("1,2 dt", "se", 1150, 1299), ("1,2 mn", "se", 1150000, 1299999),
        ("1,2K", "nl", 1150, 1299), ("1,2 mln.", "nl", 1150000, 1299999), ("1,2 tys.", "pl", 1150, 1299),
        ("1,2 mln", "pl", 1150000, 1299999), ("1.2M", "en", 1150000, 1299999), ("1.2m", "en", 1150000, 1299999),
        ("1,2 K", "sv", 1150, 1299), ("1,2 M", "nb", 1150000, 1299999),
    ],
    "both marks: the last is the decimal mark": [
        ("1.234,5K", "de", 1234450, 1234599), ("1,234.5K", "en", 1234450, 1234599),
    ],
}
NO_NUMBERS = {
    "a fraction of a person": [("1.234,56", "de"), ("1,234.56", "en"), ("12,5", "nb"), ("4.9", "en"),
        ("1 234,567", "nb")],
    "a grouping nobody writes": [("1,23,456", "en"), ("1905 234", "nb"), ("12.34.567", "de"), ("0.941", "en"),
                                 ("007", "en"), ("1.234 567", "nb")],
    "not a number alone": [("", "nb"), ("k", "nb"), ("3 in a row", "en"), ("02blog.it", "it"), ("1 2", "nb"),
                           ("-5", "nb"), ("5 %", "nb"), ("12-15", "nb"), ("1,2x", "nb"), ("½", "nb"), ("٣", "nb")],
    "a suffix of another language": [("1,2 t", "nb"), ("1,2 tn", "nb"), ("1,2 mil", "nb"), ("1,2 tys.", "nb")],
    "more than there are people": [("123456789012", "nb"), ("1" * 5000, "nb"), ("900 milliarder", "nb")],
}

LABELLED = {
    "the vectors of METRICS section 4": [
        ("1,795 personer liker", "nb", [("likes", 1795, 1795)]),
        ("6 personer liker dette", "nb", [("likes", 6, 6)]),
        ("1.856 liker", "nb", [("likes", 1856, 1856)]),
        ("40 525 liker", "nb", [("likes", 40525, 40525)]),
        ("02blog.it. 8,865 likes", "it", [("likes", 8865, 8865)]),
        ("02blog.it 8,865 likes", "en", [("likes", 8865, 8865)]),
        ("3 in a row", "en", []),
        ("1.24K subscribers", "en", [("subscribers", 1240, 1249)]),
        ("1,2k følgere", "nb", [("followers", 1150, 1299)]),
    ],
    "a page's description, whole": [
        ("Name, Place. 5,941 likes · 7 talking about this · 12 were here. text", "en",
         [("likes", 5941, 5941), ("talking_about", 7, 7), ("were_here", 12, 12)]),
        ("Eksempel kommune. 5 941 liker · 7 snakker om dette · 12 har vært her. Velkommen", "nb",
         [("likes", 5941, 5941), ("talking_about", 7, 7), ("were_here", 12, 12)]),
        ("Døme kommune. 941 likar dette · 7 snakkar om dette · 12 har vore her", "nn",
         [("likes", 941, 941), ("talking_about", 7, 7), ("were_here", 12, 12)]),
        ("Exempel, Ort. 5\u00a0941 gillar · 7 pratar om det · 12 har varit här", "sv",
         [("likes", 5941, 5941), ("talking_about", 7, 7), ("were_here", 12, 12)]),
        ("5.941 synes godt om · 7 taler om dette · 12 har været her", "da",
         [("likes", 5941, 5941), ("talking_about", 7, 7), ("were_here", 12, 12)]),
        ("5.941 „Gefällt mir“-Angaben · 7 Personen sprechen darüber · 12 waren hier", "de",
         [("likes", 5941, 5941), ("talking_about", 7, 7), ("were_here", 12, 12)]),
        ("Stadt, Köln. Gefällt 5.123 Mal · 230 Personen sprechen darüber · 1.234 waren hier. Text", "de",
         [("likes", 5123, 5123), ("talking_about", 230, 230), ("were_here", 1234, 1234)]),
        ("Kro, Byen. 8.799 følgere · 143 taler om dette · 408 har været her. Tekst", "da",
         [("followers", 8799, 8799), ("talking_about", 143, 143), ("were_here", 408, 408)]),
        ("Garage, Ville. 53 followers · 5 personnes étaient ici. L'accueil", "fr",
         [("followers", 53, 53), ("were_here", 5, 5)]),
        ("Salón, Ciudad. 13 Me gusta · 1 personas están hablando de esto · 7 personas han estado aquí. B", "es",
         [("likes", 13, 13), ("talking_about", 1, 1), ("were_here", 7, 7)]),
        ("Comune. Mi piace: 13.952 · 271 persone ne parlano", "it",
         [("likes", 13952, 13952), ("talking_about", 271, 271)]),
        ("Dom, Warszawa. 540 575 obserwatorów · 8801 osób mówi o tym · 49 użytkowników tu było.", "pl",
         [("followers", 540575, 540575), ("talking_about", 8801, 8801), ("were_here", 49, 49)]),
        ("416,254 likes & 2,815 talking about this", "en",
         [("likes", 416254, 416254), ("talking_about", 2815, 2815)]),
        ("Firm, Mountain View, CA. 28M likes · 52,285 talking about this · 611 were here. We", "en",
         [("likes", 27_500_000, 28_999_999), ("talking_about", 52285, 52285), ("were_here", 611, 611)]),
        ("307M Followers, 190 Following, 1407 Posts - See", "en",
         [("followers", 306_500_000, 307_999_999), ("following", 190, 190), ("posts", 1407, 1407)]),
        ("Poznań. 392 osoby lubią to · 14 osób mówi o tym. Siedziba", "pl",
         [("likes", 392, 392), ("talking_about", 14, 14)]),
        ("12,437 Followers, 450 Following, 120 Posts - See Instagram photos and videos", "en",
         [("followers", 12437, 12437), ("following", 450, 450), ("posts", 120, 120)]),
        ("12 437 følgere, 450 følger, 120 innlegg – se bilder", "nb",
         [("followers", 12437, 12437), ("following", 450, 450), ("posts", 120, 120)]),
    ],
    "labels of every language": [
        ("1 234 følgjarar", "nn", [("followers", 1234, 1234)]),
        ("1 234 personar likar", "nn", [("likes", 1234, 1234)]),
        ("1 234 följare", "sv", [("followers", 1234, 1234)]),
        ("1.234 følgere", "da", [("followers", 1234, 1234)]),
        ("1.234 Follower", "de", [("followers", 1234, 1234)]),
        ("1 234 seuraajaa", "fi", [("followers", 1234, 1234)]),
        ("1 234 tykkää", "fi", [("likes", 1234, 1234)]),
        ("1\u202f234 abonnés", "fr", [("followers", 1234, 1234)]),
        ("1\u202f234 J’aime", "fr", [("likes", 1234, 1234)]),
        ("1.234 seguidores", "es", [("followers", 1234, 1234)]),
        ("A 1.234 personas les gusta esto", "es", [("likes", 1234, 1234)]),
        ("1.234 Me gusta", "es", [("likes", 1234, 1234)]),
        ("Piace a 5.941 persone · 12 persone ne parlano", "it", [("likes", 5941, 5941), ("talking_about", 12, 12)]),
        ("1,2 mi de seguidores", "pt", [("followers", 1150000, 1299999)]),
        ("1.234 volgers", "nl", [("followers", 1234, 1234)]),
        ("408 użytkowników obserwuje to", "pl", [("followers", 408, 408)]),
        ("1.234 fylgjendur", "is", [("followers", 1234, 1234)]),
        ("1 234 følgere", "se", [("followers", 1234, 1234)]),
    ],
    "the label before its number": [
        ("Følgere: 1 234", "nb", [("followers", 1234, 1234)]),
        ("Følgere 1 234", "nb", [("followers", 1234, 1234)]),
        ("Antall følgere: 1,2k", "nb", [("followers", 1150, 1299)]),
        ("Followers (1,234)", "en", [("followers", 1234, 1234)]),
        ("Total Page Likes: 5,941", "en", [("likes", 5941, 5941)]),
        ("Likes: 200 Followers: 300", "en", [("likes", 200, 200), ("followers", 300, 300)]),
        ("Polubienia: 392", "pl", [("likes", 392, 392)]),
        ("Følgere: 1 234 · Følger: 45", "nb", [("followers", 1234, 1234), ("following", 45, 45)]),
        ("Følger 45 · Følgere 1 234", "nb", [("following", 45, 45), ("followers", 1234, 1234)]),
        ("Følgere – 1 234", "nb", []), ("Fjellvik – 1 234 følgere", "nb", [("followers", 1234, 1234)]),
    ],
    "a row of labels and numbers is read the one way that leaves nothing over": [
        ("Followers 12.3K Following 45 Posts 100", "en",
         [("followers", 12250, 12399), ("following", 45, 45), ("posts", 100, 100)]),
        ("Fjellvik Følgere 1 234 Følger 45", "nb", [("followers", 1234, 1234), ("following", 45, 45)]),
        ("120 posts 1,234 followers 45 following", "en",
         [("posts", 120, 120), ("followers", 1234, 1234), ("following", 45, 45)]),
        ("Følger 45 Innlegg 100", "nb", [("following", 45, 45), ("posts", 100, 100)]), ("Innlegg 100", "nb", []),
        ("Følgere 1 234 liker", "nb", []), ("x Følger 45 Følgere 1 234", "nb", []),
        ("See posts 5,941 likes", "en", [("likes", 5941, 5941)]),
        ("Like 1,234 likes", "en", [("likes", 1234, 1234)]),
    ],
    "kinds that look alike are kept apart": [
        ("450 Following", "en", [("following", 450, 450)]),
        ("450 følger", "nb", [("following", 450, 450)]),
        ("450 personer følger", "nb", [("followers", 450, 450)]),
        ("450 personer følger dette", "nb", [("followers", 450, 450)]),
        ("450 people follow this", "en", [("followers", 450, 450)]),
        ("450 people like this", "en", [("likes", 450, 450)]),
        ("1,2k followers • 45 following", "en", [("followers", 1150, 1299), ("following", 45, 45)]),
        ("14 obserwowanych, 1234 obserwujących", "pl", [("following", 14, 14), ("followers", 1234, 1234)]),
        ("1,24 k abonnenter", "nb", [("subscribers", 1240, 1249)]),
        ("1 følger", "nb", []), ("1 følger", "da", []), ("1 følgjar", "nn", [("followers", 1, 1)]),
        ("3 people like this post", "en", []), ("1 795 liker dette bildet", "nb", []),
        ("5 people like this Photos Videos", "en", [("likes", 5, 5)]),
    ],
    "English labels on a page in another language, the other way round never": [
        ("5,941 likes · 7 talking about this", "nb", [("likes", 5941, 5941), ("talking_about", 7, 7)]),
        ("1,2K followers", "nb", [("followers", 1150, 1299)]),
        ("1 234 følgere", "en", []), ("1 234 seuraajaa", "nb", []), ("1 234 följare", "nb", []),
        ("1,2 mill. følgere", "nn", [("followers", 1150000, 1299999)]),
        ("5,941 likes", "cs", [("likes", 5941, 5941)]), ("5,941 likes", "nb-NO", [("likes", 5941, 5941)]),
    ],
    "a number before the number": [
        ("Studio 54. 5,941 likes", "en", [("likes", 5941, 5941)]),
        ("Valg 2021 5,941 likes", "en", [("likes", 5941, 5941)]),
        ("4H 1 234 liker", "nb", [("likes", 1234, 1234)]),
        ("Klubb 7 1 234 følgere", "nb", [("followers", 1234, 1234)]),
        ("Brann 1908 234 liker", "nb", []), ("Side 1 2345 liker", "nb", []), ("12:30 likes", "en", []),
        ("24/7 likes", "en", []), ("2011-2012 likes", "en", []), ("10–20 følgere", "nb", []),
    ],
    "no counter without its label right beside it": [
        ("3 på rad", "nb", []), ("1 234", "nb", []), ("følgere", "nb", []), ("12 nye følgere", "nb", []),
        ("og 234 andre liker dette", "nb", []), ("John and 5 others like this", "en", []),
        ("5 % liker dette", "nb", []),
        ("12 liker kaffe", "nb", []), ("12 posts in the last month", "en", []), ("450 følger oss", "nb", []),
        ("1 234\nfølgere", "nb", []), ("Følgere:\n1 234", "nb", []), ("2likes", "en", []), ("#1 likes", "en", []),
        ("5.5 likes", "en", []), ("x1234 likes", "en", []), ("1234 likesx", "en", []), ("Følgere: 12 %", "nb", []),
        ("Følgere: 1 2345", "nb", []), ("Følgere: 12-15", "nb", []), ("Nye følgere: 12", "nb", []),
    ],
    "a hedged number is not an exact one": [
        ("over 1 000 følgere", "nb", []), ("1 000+ følgere", "nb", []), ("ca. 1 000 følgere", "nb", []),
        ("more than 1,000 followers", "en", []), ("nesten 500 liker", "nb", []), ("~500 likes", "en", []),
        ("mer enn 500 liker", "nb", []), ("plus de 500 abonnés", "fr", []), ("Top 10 followers", "en", []),
        ("mellom 500 og 600 følgere", "nb", []), ("500 til 600 følgere", "nb", []), ("Ca. 500 følgere", "nb", []),
        ("10 – 20 følgere", "nb", []), ("kr 500 liker", "nb", []), ("Kr. 500 liker", "nb", []),
        ("tlf. 22 33 44 55 følgere", "nb", []), ("§ 12 følgere", "nb", []), ("1&nbsp;795 liker", "nb", []),
    ],
    "a year is no count, and what came in a week is not all there is": [
        ("12. mars 2024 følgere", "nb", []), ("March 12, 2024 likes", "en", []), ("siden 2011 følgere", "nb", []),
        ("Vi har 2024 følgere", "nb", [("followers", 2024, 2024)]), ("5 likes this week", "en", []),
        ("2 024 følgere i år", "nb", []), ("2 024 følgere i dag", "nb", [("followers", 2024, 2024)]),
    ],
    "a number that two labels claim belongs to neither": [
        ("Followers: 300 likes", "en", []),
        ("Følgere: 1 234, 56 liker", "nb", [("followers", 1234, 1234), ("likes", 56, 56)]),
    ],
}


def _cases(table):
    return [
        pytest.param(*case, id=f"{why}: {case[0][:40]!r} {case[1]}") for why, cases in table.items() for case in cases
    ]


@pytest.mark.parametrize(("text", "language", "low", "high"), _cases(NUMBERS))
def test_a_count_is_read_as_its_interval(text, language, low, high):
    read = number(text, language)
    assert read is not None
    assert (read.low, read.high) == (low, high)
    assert (read.precision == "exact") == (low == high)


@pytest.mark.parametrize(("text", "language"), _cases(NO_NUMBERS))
def test_what_is_no_count_gives_none(text, language):
    assert number(text, language) is None


@pytest.mark.parametrize(("text", "language", "expected"), _cases(LABELLED))
def test_a_number_counts_only_beside_its_label(text, language, expected):
    assert [(each.kind, each.low, each.high) for each in counters(text, language)] == expected


def test_the_characters_that_were_read_are_kept():
    read = counters("Navn. 5\u00a0941 liker · Følgere: 1,2k", "nb")
    assert [each.text for each in read] == ["5 941 liker", "Følgere: 1,2k"]


def test_precision_says_how_the_number_was_cut():
    assert [each.precision for each in counters("1.2K followers · 12 likes", "en")] == ["rounded", "exact"]
    assert [each.precision for each in counters("1.2K subscribers", "en")] == ["floored"]
    # Three figures, the last a nought that is not shown.
    assert [(each.low, each.high) for each in counters("1.2K subscribers · 12M subscribers", "en")] == [
        (1200, 1209), (12_000_000, 12_099_999)]


@given(count=st.integers(0, 10**9), language=st.sampled_from(LANGUAGES))
def test_a_count_printed_in_full_is_read_back_exactly(count, language):
    labels = LABELS[language].nouns
    kind = "followers" if "followers" in labels else "likes"
    shown = format_decimal(count, locale=language)
    assert [(each.kind, each.low, each.high) for each in counters(f"{shown} {labels[kind][0]}", language)] == [
        (kind, count, count)]


@given(count=st.integers(1000, 10**9 - 1), language=st.sampled_from(LANGUAGES), figures=st.integers(0, 1))
def test_a_count_printed_short_is_read_as_an_interval_that_holds_it(count, language, figures):
    shown = format_compact_decimal(count, locale=language, fraction_digits=figures)
    read = number(shown, language)
    if read is not None:  # Some languages print no suffix for thousands, and then a rounded number looks exact.
        assert read.low <= count <= read.high or not any(mark.isalpha() for mark in shown)
    else:
        assert not any(mark.isalpha() for mark in shown)


@given(text=st.text(max_size=60), language=st.sampled_from(LANGUAGES))
def test_no_text_makes_the_reader_fail(text, language):
    for each in counters(text, language):
        assert 0 <= each.low <= each.high
    moment(text, language, datetime(2026, 10, 20, 4, tzinfo=UTC))
