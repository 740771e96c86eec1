-- One row per month that has readings: the period and the vintage of its edition.
-- month: month of the edition, YYYY-MM
-- previous_month: the calendar month before
-- observed_from: first visit began, UTC; imports count only when there is nothing else
-- observed_to: last visit ended, UTC
-- observed_on: the edition's day of observation, always inside the month
-- population_on: day the population figures of this edition count, one for all authorities
with visits as (
    select
        month,
        coalesce(min(started_at) filter (route <> 'import'), min(started_at)) as observed_from,
        coalesce(max(finished_at) filter (route <> 'import'), max(finished_at)) as observed_to
    from raw.visit
    group by all
),
observed as (
    select
        m.month,
        v.observed_from,
        v.observed_to,
        least(greatest(coalesce(v.observed_to::date, m.last_on), m.first_on), m.last_on) as observed_on
    from raw.month as m
    left join visits as v using (month)
),
-- A vintage is one day's figures. A later day that only some authorities have does not oust an earlier whole one,
-- as long as that is not years old.
vintage as (
    select
        o.month,
        p.on,
        -- Published by the end of February, a figure is the latest for fourteen months at most.
        p.on > o.observed_on - interval 14 month as is_of_its_time,
        count(distinct p.number) as authorities
    from observed as o
    inner join raw.population as p on p.published_on <= o.observed_on
    inner join raw.authority as a
        on a.number = p.number and a.valid_from <= o.observed_on and coalesce(a.valid_to > o.observed_on, true)
    group by all
),
chosen as (
    select month, "on" as population_on
    from vintage
    qualify row_number() over (partition by month order by is_of_its_time desc, authorities desc, "on" desc) = 1
),
final as (
    select
        o.month,
        previous_month(o.month) as previous_month,
        o.observed_from,
        o.observed_to,
        o.observed_on,
        c.population_on
    from observed as o
    left join chosen as c using (month)
)
select * from final order by month
