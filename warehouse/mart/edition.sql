-- One row per month: the edition's period, its numbers measured, known and all, and its method.
-- month: month of the edition, YYYY-MM
-- country_code: two letters, lower case
-- country: name of the country
-- is_practice: true for invented authorities
-- observed_from: first visit began, UTC
-- observed_to: last visit ended, UTC
-- authorities: authorities in force
-- known: of those, with an official Facebook page
-- measured: of those, with a count of followers that stands in the ranking
-- method_version: version of the whole method
-- population_on: day that the population figures count
with pages as (
    select
        month, count(*) as authorities,
        count(*) filter (presence = 'ja') as known,
        count(*) filter (is_measured) as measured
    from core.page_state
    group by all
),
final as (
    select
        e.month, c.code as country_code, c.name as country, c.is_practice, e.observed_from, e.observed_to,
        coalesce(p.authorities, 0) as authorities, coalesce(p.known, 0) as known,
        coalesce(p.measured, 0) as measured,
        method_version() as method_version, e.population_on
    from core.edition_month as e
    cross join raw.country as c
    left join pages as p using (month)
)
select * from final order by month
