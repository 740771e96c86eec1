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
spread as (
    select c.month, p.size_class, c.metric_id, count(*) as n, avg(c.value::decimal(24, 9)) as mean,
        -- Nine decimals: the sums of floating point numbers differ beyond, with their order.
        case when min(c.value) < max(c.value) then round(stddev_pop(c.value), 9) else 0 end as deviation
    from metrics.m22_value as c
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
    left join metrics.m22_value as m
        on m.month = p.month and m.authority_number = p.authority_number and m.indicator = k.indicator and m.is_counted
    left join spread as s
        on s.month = p.month and s.size_class = p.size_class and s.metric_id = coalesce(m.metric_id, k.usual_id)
)
select * from final order by month, authority_number, indicator
