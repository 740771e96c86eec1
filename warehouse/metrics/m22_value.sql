-- One row per month, official page and indicator of its grade that is målt: the value that is compared.
-- Dialogue threads (M9) and response rate (M7) stand both, where both are målt: the first is the one that counts.
-- metric: M22 | karakter / grade | as each metric | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- indicator: coverage, growth, dialogue, engagement or visibility
-- metric_id: the metric it is taken from
-- value: its value, in that metric's unit
-- low: lower end of its interval
-- high: upper end
-- is_counted: false for a response rate where dialogue threads are målt
-- method_version: version of the whole method
with measured as (
    select month, authority_number, 'coverage' as indicator, 'M3' as metric_id, percent as value, percent_low as low,
        percent_high as high
    from metrics.m03_coverage
    union all
    select month, authority_number, 'growth', 'M4', percent_per_30_days, percent_per_30_days_low,
        percent_per_30_days_high
    from metrics.m04_growth
    where growth_state = 'målt' and percent_per_30_days is not null
    union all
    select month, authority_number, 'dialogue', 'M9', percent, percent_low, percent_high
    from metrics.m09_dialogue_threads
    where threads_state = 'målt'
    union all
    select month, authority_number, 'dialogue', 'M7', percent, percent_low, percent_high
    from metrics.m07_response_rate
    where response_state = 'målt'
    union all
    select month, authority_number, 'engagement', 'M13', engagement, engagement_low, engagement_high
    from metrics.m13_engagement
    where engagement_state = 'målt' and engagement is not null
    union all
    select month, authority_number, 'visibility', 'M16', score, score, score + points_unobserved
    from metrics.m16_visibility
    -- Points that nobody could give or refuse are not 0 points.
    where points_unobserved = 0
),
final as (
    select
        m.*, m.metric_id <> 'M7' or coalesce(t.threads_state, '') <> 'målt' as is_counted,
        method_version() as method_version
    from measured as m
    left join metrics.m09_dialogue_threads as t using (month, authority_number)
)
select * from final order by month, authority_number, metric_id
