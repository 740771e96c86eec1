-- One row per month and authority in force on the edition's day of observation.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- authority: name, main language
-- kind: kommune or fylkeskommune; Oslo is a kommune
-- county_number: county, two digits, text
-- county: county name
-- website: front page address
-- latitude: a point inside, degrees north (WGS 84)
-- longitude: likewise, degrees east
-- valid_from: first day in force under this number and name
-- series: the authority through every new name and number; another one after a merger or a split
-- series_from: first day of the series: figures from before are of other authorities
-- previous_number: its number in the calendar month before; NULL when it did not exist then
-- population: inhabitants in the edition's vintage; NULL when it has no figure
-- population_on: day that is counted
-- size_class_order: size class as a number, for sorting; 7 is fylkeskommune
-- size_class: size class by inhabitants; fylkeskommune apart
with figures as (
    -- The figures of one day may be published again: the latest word counts, as soon as it has been said.
    select e.month, p.number, l.series as owner, arg_max(p.inhabitants, p.published_on) as population
    from core.edition_month as e
    inner join raw.population as p on p.on = e.population_on and p.published_on <= e.observed_on
    left join core.authority_lineage as l
        on l.authority_number = p.number and l.valid_from <= p.on and coalesce(l.valid_to > p.on, true)
    group by all
),
in_force as (
    select
        e.month,
        a.number as authority_number,
        a.name as authority,
        a.kind,
        a.county_number,
        a.county,
        a.website,
        a.latitude,
        a.longitude,
        a.valid_from,
        l.series,
        l.series_from,
        b.authority_number as previous_number,
        f.population,
        e.population_on,
        size_class_order(a.kind, f.population) as size_class_order
    from core.edition_month as e
    inner join raw.authority as a
        on a.valid_from <= e.observed_on and coalesce(a.valid_to > e.observed_on, true)
    inner join core.authority_lineage as l on l.authority_number = a.number and l.valid_from = a.valid_from
    left join core.authority_lineage as b
        on b.series = l.series
        and b.valid_from < strptime(e.month, '%Y-%m')
        and coalesce(b.valid_to >= strptime(e.month, '%Y-%m'), true)
    -- A figure of the one that had the number before a merger is not the new authority's.
    left join figures as f
        on f.month = e.month and f.number = a.number and coalesce(f.owner = l.series, true)
),
final as (
    select *, size_class_name(size_class_order) as size_class
    from in_force
)
select * from final order by month, authority_number
