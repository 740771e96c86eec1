-- One row per month, measure and authority that has it: its place among all, and the places its interval allows.
-- month: month of the edition, YYYY-MM
-- measure: followers, growth_percent_per_30_days (a measured change only), response_percent or visibility_score
-- authority_number: official number, text
-- value: the measure, in its unit
-- low: smallest value that fits; of a response rate Wilson's 95 % interval
-- high: largest value that fits; of a visibility with all points that could be neither given nor refused
-- rank: highest value first; equal values share a rank (1, 2, 2, 4)
-- rank_band_low: best rank that fits the intervals
-- rank_band_high: worst rank that fits the intervals
-- n_ranked: authorities with the measure
with entries as (
    select month || ' followers' as ranked_among, authority_number as entry, persons as value, persons_low as low,
        persons_high as high
    from metrics.m02_followers
    where is_headline
    union all
    select month || ' growth_percent_per_30_days', authority_number, percent_per_30_days, percent_per_30_days_low,
        percent_per_30_days_high
    from metrics.m04_growth
    where growth_state = 'målt' and percent_per_30_days is not null
    union all
    select month || ' response_percent', authority_number, percent, percent_low, percent_high
    from metrics.m07_response_rate
    where response_state = 'målt'
    union all
    select month || ' visibility_score', authority_number, score, score, score + points_unobserved
    from metrics.m16_visibility
),
final as (
    select
        split_part(r.ranked_among, ' ', 1) as month, split_part(r.ranked_among, ' ', 2) as measure,
        r.entry as authority_number, e.value, e.low, e.high, r.rank, r.band_low as rank_band_low,
        r.band_high as rank_band_high, r.n_ranked
    from ranks_with_bands('entries') as r
    inner join entries as e using (ranked_among, entry)
)
select * from final order by month, measure, rank, authority_number
