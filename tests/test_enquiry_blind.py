"""The rule for enquiries on a table whose author had not seen it.

`enquiry_blind.csv` was written and labelled, from the definition of METRICS M6 alone, by somebody who had read neither
the rule nor its other tables, and committed before the rule was run on it. What version 2 answered then is kept in
`enquiry_blind_rule_2.csv`: the blind figures come from those answers and can be had only once.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from barometer.parse.enquiry import is_enquiry

LANGUAGES = {"nb": 60, "nn": 30, "sv": 25, "da": 20, "en": 25}


def table(name):
    return list(csv.DictReader((Path(__file__).parent / name).open(encoding="utf-8")))


BLIND = table("enquiry_blind.csv")
TRUTH = {case["text"]: case["is_enquiry"] == "yes" for case in BLIND}
RULE_2 = {answer["text"]: answer["called_enquiry"] == "yes" for answer in table("enquiry_blind_rule_2.csv")}


def precision_and_recall(called, cases=BLIND):
    hits = sum(called[case["text"]] and TRUTH[case["text"]] for case in cases)
    return hits / sum(called[case["text"]] for case in cases), hits / sum(TRUTH[case["text"]] for case in cases)


def test_the_table_has_every_language_half_of_it_enquiries():
    assert len(TRUTH) == len(BLIND) == sum(LANGUAGES.values())
    for language, texts in LANGUAGES.items():
        labels = [case["is_enquiry"] for case in BLIND if case["language"] == language]
        assert len(labels) == texts
        assert abs(labels.count("yes") - labels.count("no")) <= 1


def test_every_text_has_an_answer_by_version_2():
    assert RULE_2.keys() == TRUTH.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rule_on_each_language(language):
    cases = [case for case in BLIND if case["language"] == language]
    precision, recall = precision_and_recall({case["text"]: is_enquiry(case["text"]) for case in cases}, cases)
    assert precision >= 0.80
    assert recall >= 0.53


def test_the_rule_over_all():
    precision, recall = precision_and_recall({text: is_enquiry(text) for text in TRUTH})
    assert precision >= 0.92
    assert recall >= 0.59
