-- One row per month, authority with an official page and indicator of its grade: where it stands in its size class.
-- Five indicators of equal weight: coverage (M3), growth per 30 days (M4), dialogue threads (M9; response rate, M7, where
-- those cannot be told), engagement (M13), visibility (M16). Each as its metric states it, and only where it is målt.
-- metric: M22 | karakter / grade | standard deviations | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- indicator: coverage, growth, dialogue, engagement or visibility
-- metric_id: the metric it is taken from
-- indicator_state: målt, ikke målt, or for få (fewer than 10 of the size class are målt)
-- unit: unit of the value
-- value: the metric's value; NULL unless målt or for få
-- value_low: lower end of its interval
-- value_high: upper end
-- n_in_class: authorities of the size class where it is målt, by the same metric
-- class_mean: their mean
-- class_deviation: their standard deviation (of the whole class, not of a sample)
-- z: deviations above the mean as they count: 0 where all are alike, at most 3 either way; NULL unless målt
-- z_low: the same of the lower end
-- z_high: the same of the upper end
-- method_version: version of the whole method
with pages as (
    select p.month, p.authority_number, a.size_class
    from core.official_page as p
    inner join core.authority_month as a using (month, authority_number)
    where p.presence = 'ja' and a.size_class is not null
),
measured as (
    select month, authority_number, 'coverage' as indicator, 'M3' as metric_id, percent as value, percent_low as low,
        percent_high as high
    from metrics.m03_coverage
    union all
    select g.month, g.authority_number, 'growth', 'M4', g.percent_per_30_days,
        growth_percent_per(p.earlier_high, p.low, p.days, 30), growth_percent_per(p.earlier_low, p.high, p.days, 30)
    from metrics.m04_growth as g
    inner join core.growth_pair as p using (month, authority_number)
    where g.growth_state = 'målt'
    union all
    select month, authority_number, 'dialogue', 'M9', percent, percent_low, percent_high
    from metrics.m09_dialogue_threads
    where threads_state = 'målt'
    union all
    select r.month, r.authority_number, 'dialogue', 'M7', r.percent, r.percent_low, r.percent_high
    from metrics.m07_response_rate as r
    left join metrics.m09_dialogue_threads as t using (month, authority_number)
    where r.response_state = 'målt' and coalesce(t.threads_state, '') <> 'målt'
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
-- The response rate is compared with everybody's response rate, not only with theirs who have nothing else.
compared as (
    select month, authority_number, indicator, metric_id, value from measured
    union
    select month, authority_number, 'dialogue', 'M7', percent
    from metrics.m07_response_rate
    where response_state = 'målt'
),
spread as (
    select c.month, p.size_class, c.metric_id, count(*) as n, avg(c.value::decimal(24, 9)) as mean,
        -- Nine decimals: the sums of floating point numbers differ beyond, with their order.
        case when min(c.value) < max(c.value) then round(stddev_pop(c.value), 9) else 0 end as deviation
    from compared as c
    inner join pages as p using (month, authority_number)
    group by all
),
kinds as (
    from (values ('coverage', 'M3', '%'), ('growth', 'M4', '%'), ('dialogue', 'M9', '%'), ('engagement', 'M13', '‰'),
        ('visibility', 'M16', 'poeng')) as k (indicator, usual_id, unit)
),
final as (
    select
        p.month, p.authority_number, k.indicator, coalesce(m.metric_id, k.usual_id) as metric_id,
        case when m.value is null then 'ikke målt' when s.n < 10 then 'for få' else 'målt' end as indicator_state,
        k.unit, m.value, m.low as value_low, m.high as value_high,
        coalesce(s.n, 0) as n_in_class, s.mean as class_mean, s.deviation as class_deviation,
        case when indicator_state = 'målt' then z_counted(m.value, s.mean, s.deviation) end as z,
        case when indicator_state = 'målt' then z_counted(m.low, s.mean, s.deviation) end as z_low,
        case when indicator_state = 'målt' then z_counted(m.high, s.mean, s.deviation) end as z_high,
        method_version() as method_version
    from pages as p
    cross join kinds as k
    left join measured as m
        on m.month = p.month and m.authority_number = p.authority_number and m.indicator = k.indicator
    left join spread as s
        on s.month = p.month and s.size_class = p.size_class and s.metric_id = coalesce(m.metric_id, k.usual_id)
)
select * from final order by month, authority_number, indicator
