-- One row per month, scope and measure of how good the month's figures are.
-- metric: M21 | datakvalitet / data quality | % | higher | 1
-- month: month of the edition, YYYY-MM
-- scope: alle, kommune or fylkeskommune
-- measure: measured, fresh, known, exact, classified (%), median_age (days)
-- value: the measure; NULL when there is nothing to measure it on
-- unit: % or dager
-- n: how many it counts
-- n_of: out of how many
-- method_version: version of the whole method
with pages as (
    select
        s.month, s.scope, p.presence, f.month is not null as is_measured, f.is_carried, f.is_exact, f.age_days,
        u.use_class in ('dialog', 'enveis', 'inaktiv') as is_classified
    from core.authority_scope as s
    inner join core.official_page as p using (month, authority_number)
    left join metrics.m02_followers as f
        on f.month = p.month and f.authority_number = p.authority_number and f.is_headline
    left join metrics.m11_use_class as u on u.month = p.month and u.authority_number = p.authority_number
),
counted as (
    select
        month, scope,
        count(*) as everyone,
        count(*) filter (presence <> 'ukjent') as known,
        count(*) filter (presence = 'ja') as official,
        count(*) filter (is_measured) as measured,
        count(*) filter (is_measured and not is_carried) as fresh,
        count(*) filter (is_measured and is_exact) as exact,
        count(*) filter (presence = 'ja' and is_classified) as classified,
        median(age_days) as median_age
    from pages
    group by all
),
final as (
    select month, scope, m.measure, m.value, m.unit, m.n, m.n_of, method_version() as method_version
    from counted, lateral (
        values
        ('measured', percent(measured, official), '%', measured, official),
        ('fresh', percent(fresh, official), '%', fresh, official),
        ('known', percent(known, everyone), '%', known, everyone),
        ('exact', percent(exact, measured), '%', exact, measured),
        ('classified', percent(classified, official), '%', classified, official),
        ('median_age', median_age, 'dager', measured, official)
    ) as m (measure, value, unit, n, n_of)
)
select * from final order by month, scope, measure
