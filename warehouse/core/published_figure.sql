-- One row per published figure of one authority, with what the register says of that day. No measurement is among them.
-- publication: name of the table it stands in
-- row: row of its file
-- on_from: day it was true on, or the first of them
-- on_to: last of the days it may have been true on
-- authority_number: official number on that day, text
-- authority: name on that day
-- kind: kommune or fylkeskommune
-- county_number: county on that day, two digits, text
-- county: county name
-- series: the authority through every new name and number; another one after a merger or a split
-- role: whose page it was; helhetlig only enters lists and ranks
-- counter_kind: what was counted: likes, followers or talking_about, never mixed
-- value_printed: as it stands in the source
-- persons: middle or printed value; worked out from a printed share where is_derived
-- persons_low: smallest count that fits
-- persons_high: largest count that fits
-- is_exact: the source gives the number itself
-- is_derived: the source gives the share, and the count follows from it and the inhabitants
-- percent: persons per 100 inhabitants, %; may exceed 100; NULL when the inhabitants are not known
-- percent_low: from the smallest fitting count, %
-- percent_high: from the largest fitting count, %
-- population: inhabitants: printed ones first, else the register's latest published by that day
-- population_source: trykt or register; NULL when there is neither
-- population_register: inhabitants of the register, for comparison; NULL where it has none for the year
-- size_class: size class by inhabitants; fylkeskommune apart
-- source: who published it, and where
-- url: address of the publication; NULL where none is known
-- note: what a reader has to know of it
with days as (
    select distinct on_from from raw.published_figure
),
vintages as (
    select d.on_from, max(p.on) as population_on
    from days as d
    inner join raw.population as p on p.published_on <= d.on_from
    group by all
),
figures as (
    select v.on_from, p.number, l.series as owner, arg_max(p.inhabitants, p.published_on) as inhabitants
    from vintages as v
    inner join raw.population as p on p.on = v.population_on and p.published_on <= v.on_from
    left join core.authority_lineage as l
        on l.authority_number = p.number and l.valid_from <= p.on and coalesce(l.valid_to > p.on, true)
    group by all
),
named as (
    select
        f.*, a.name as authority, a.kind, a.county_number, a.county, l.series,
        i.inhabitants as population_register, coalesce(f.population_printed, i.inhabitants) as population
    from raw.published_figure as f
    inner join raw.authority as a
        on a.number = f.authority_number and a.valid_from <= f.on_from and coalesce(a.valid_to > f.on_from, true)
    inner join core.authority_lineage as l on l.authority_number = a.number and l.valid_from = a.valid_from
    -- A figure of the one that had the number before a merger is not the new authority's.
    left join figures as i
        on i.on_from = f.on_from and i.number = f.authority_number and coalesce(i.owner = l.series, true)
),
counted as (
    select
        *, unit = '%' as is_derived,
        case when unit = '%' then value * population / 100 else value end as persons,
        case when unit = '%' then ceil(low * population / 100) else low end as persons_low,
        case when unit = '%' then floor(high * population / 100) else high end as persons_high
    from named
),
final as (
    select
        publication, row, on_from, on_to, authority_number, authority, kind, county_number, county, series, role,
        counter_kind, value_printed, persons, persons_low, persons_high,
        not is_derived and low = high as is_exact, is_derived,
        case when is_derived then value else percent(persons, population) end as percent,
        case when is_derived then low else percent(persons_low, population) end as percent_low,
        case when is_derived then high else percent(persons_high, population) end as percent_high,
        population,
        case
            when population_printed is not null then 'trykt' when population_register is not null then 'register'
        end as population_source,
        population_register, size_class_name(size_class_order(kind, population)) as size_class, source, url, note
    from counted
)
select * from final order by publication, row
