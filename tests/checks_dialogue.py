"""What can be wrong with the dialogue tables of a month: what was spoilt, which check must stop it, and how."""

from __future__ import annotations

from tests.checks_spoiling import Spoil, both, drop, put

SEEN = "activity_state == 'målt'"

DIALOGUE: list[tuple[str, str, str, Spoil]] = [
    ("a page left out", "mart.dialogue", "rows", drop("mart.dialogue", "index == 0")),
    ("zero for a wall", "mart.dialogue", "figure_stands_where_it_was_measured",
     put("mart.dialogue", "acts_per_30_days", 0.0, "activity_state == 'ikke observert'")),
    ("a rate of three", "mart.dialogue", "figure_stands_where_it_was_measured",
     put("mart.dialogue", "response_percent", 100.0, "response_state == 'for få'")),
    ("one-way behind a wall", "mart.dialogue", "unseen_page_is_unknown",
     put("mart.dialogue", "use_class", "enveis", "activity_state == 'ikke observert'")),
    ("one-way, though it replied", "mart.dialogue", "page_that_replied_is_not_one_way",
     put("mart.dialogue", "dialogue_threads", 1, "use_class == 'enveis'")),
    ("another class", "mart.dialogue", "use_class_is_the_rankings",
     put("mart.dialogue", "use_class", "inaktiv", "use_class == 'dialog'")),
    ("strict, but one-way", "mart.dialogue", "strict_class_is_within_dialogue",
     put("mart.dialogue", "is_dialog_plus", True, "use_class == 'enveis'")),
    ("a rate of other figures", "mart.dialogue", "response_rate_is_answered_of_due",
     both(put("mart.dialogue", "response_percent", 70.0, SEEN), put("mart.dialogue", "due_enquiries", 12, SEEN),
          put("mart.dialogue", "answered_in_time", 6, SEEN))),
    ("a rate outside", "mart.dialogue", "share_lies_in_its_interval",
     both(put("mart.dialogue", "response_percent", 70.0, SEEN),
          put("mart.dialogue", "response_percent_low", 71.0, SEEN),
          put("mart.dialogue", "response_percent_high", 90.0, SEEN))),
    ("a week too many", "mart.dialogue", "weeks_sum_to_100",
     put("mart.dialogue", "dialog_percent", lambda old: old + 8, "composition_state == 'målt'")),
    ("nine weeks", "mart.dialogue", "weeks_sum_to_100",
     put("mart.dialogue", "observed_weeks", 9, "composition_state == 'målt'")),
    ("an answer before the question", "mart.dialogue", "median_hours_is_within_limits",
     put("mart.dialogue", "median_hours", -1.0)),
    ("a part left out of the mean", "mart.composition", "means_sum_to_100",
     put("mart.composition", "percent", lambda old: old + 1)),
    ("a mean of others", "mart.composition", "mean_is_of_the_pages", put("mart.composition", "pages", 1)),
    ("another split", "mart.use_sensitivity", "published_limits_give_the_published_split",
     put("mart.use_sensitivity", "pages", lambda old: old + 1, "window_days == 90 and least_acts == 3")),
    ("unknown left out", "mart.use_sensitivity", "every_page_is_counted", put("mart.use_sensitivity", "unknown", 0,
                                                                               "unknown > 0")),
    ("99 per cent", "mart.use_sensitivity", "limits_sum_to_100",
     put("mart.use_sensitivity", "percent", lambda old: old - 1, "base > 0")),
]  # fmt: skip
