-- One row per month and authority in force, ranked or not: followers, coverage, place, growth, use and visibility.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text: '0301' is not the number 301
-- authority: name, main language
-- kind: kommune or fylkeskommune; Oslo is a kommune
-- county: county name
-- size_class: size class by inhabitants; fylkeskommune apart
-- population: inhabitants, persons
-- state: ok, ingen side (no page), valgt bort (chose not to have one), utilgjengelig (wall), robots, feil (error),
--     for gammel (older than 45 days) or ikke oppdatert (a number was read and is held back until a second look)
-- page_url: address of the official Facebook page, or of the candidate for it; NULL when there is neither
-- followers: middle of the interval, persons; NULL when not measured, never zero for that
-- followers_low: smallest true value that fits what was shown, persons
-- followers_high: largest true value that fits, persons
-- is_exact: true when the source gives the number itself
-- counter_kind: followers or likes; never compare one with the other
-- observed_at: when it was read, UTC
-- coverage_percent: followers per 100 inhabitants, %; may exceed 100
-- coverage_percent_low: from the smallest fitting count, %
-- coverage_percent_high: from the largest fitting count, %
-- rank: place by coverage; equal values share a place (1, 2, 2, 4); NULL when not ranked
-- rank_band_low: best place that fits the intervals
-- rank_band_high: worst place that fits the intervals
-- rank_in_county: place in its county
-- rank_in_size_class: place in its size class
-- rank_by_followers: place by followers
-- rank_change: places moved since the month before; positive is up
-- growth_persons: change since the last measurement, persons
-- growth_percent: the same, of the earlier count, %
-- growth_percent_per_30_days: the same as compound growth per 30 days, %
-- growth_state: målt (measured), ikke målbar (within the error), brudd (break), mangler (missing), utenfor vindu
--     (the two measurements lie too near or too far apart)
-- use_class: dialog, enveis (one-way), inaktiv, ukjent (unknown), ingen side or valgt bort
-- page_acts: posts and comments by the page in 90 days; NULL unless they could be seen
-- enquiries: citizens' enquiries in 90 days; NULL unless they could be seen
-- answered_enquiries: of those, answered by the page
-- response_percent: enquiries answered within 7 days, %; NULL below 10 enquiries whose 7 days have passed
-- median_hours: median hours to the page's first reply (Kaplan–Meier), h; NULL below 10 enquiries
-- visibility_score: how the authority's website shows the page, 0–100 points
-- facebook_pages: official Facebook pages, sub-pages included
-- channels: platforms with an official account that is not known to be silent
-- method_version: version of the whole method
select
    r.month, r.authority_number, r.authority, r.kind, r.county, r.size_class, r.population, r.state,
    r.account_url as page_url, r.followers, r.followers_low, r.followers_high, r.is_exact, r.counter_kind, r.observed_at,
    r.coverage_percent, r.coverage_percent_low, r.coverage_percent_high, r.rank, r.rank_band_low, r.rank_band_high,
    r.rank_in_county, r.rank_in_size_class, r.rank_by_followers, r.rank_change,
    r.growth_persons, r.growth_percent, r.growth_percent_per_30_days, r.growth_state,
    r.use_class, r.page_acts, r.enquiries, r.answered_enquiries, d.response_percent, d.median_hours,
    r.visibility_score, r.facebook_pages, r.channels, r.method_version
from mart.ranking as r
left join mart.dialogue as d using (month, authority_number)
