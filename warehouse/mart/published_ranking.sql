-- One row per published table, day, counter and authority: coverage and places as they follow from that table alone.
-- A place is among those that the table lists (n_listed), which need not be all that were in force (n_in_force).
-- month: month of the day, YYYY-MM
-- publication: name of the table
-- on_from: day the figures were true on, or the first of them
-- on_to: last of the days they may have been true on
-- counter_kind: likes or followers, never mixed
-- authority_number: official number on that day, text
-- authority: name on that day
-- kind: kommune or fylkeskommune
-- county: county on that day
-- size_class: size class by inhabitants; fylkeskommune apart
-- population: inhabitants
-- population_source: trykt (in the source) or register; NULL when not known
-- value_printed: as it stands in the source
-- persons: printed value, or the middle of its interval
-- persons_low: smallest count that fits
-- persons_high: largest count that fits
-- is_exact: the source gives the number itself
-- coverage_percent: persons per 100 inhabitants, %; may exceed 100; NULL when the inhabitants are not known
-- coverage_percent_low: from the smallest fitting count, %
-- coverage_percent_high: from the largest fitting count, %
-- rank: by coverage; equal values share a rank (1, 2, 2, 4); NULL without a coverage
-- rank_band_low: best rank that fits the intervals
-- rank_band_high: worst rank that fits the intervals
-- rank_in_size_class: by coverage in its size class
-- rank_by_persons: by persons; NULL where they are not known
-- n_listed: authorities of the table with this counter on that day
-- n_ranked: of those, with a coverage
-- n_in_force: authorities in force on that day, kommuner and fylkeskommuner
-- source: who published it, and where
-- url: address of the publication; NULL where none is known
-- note: what a reader has to know of it
with listed as (
    select * from core.published_figure where role = 'helhetlig' and counter_kind in ('likes', 'followers')
),
entries as (
    select
        concat_ws(' ', l.publication, l.on_from, l.counter_kind, g.size_class) as ranked_among,
        concat_ws(' ', l.publication, l.row, g.ranking) as entry, l.percent as value, l.percent_low as low,
        l.percent_high as high
    from listed as l, lateral (values ('all', null), ('size class', l.size_class)) as g (ranking, size_class)
    where l.percent is not null and (g.ranking = 'all' or l.size_class is not null)
),
ranked as (
    select * from ranks_with_bands('entries')
),
in_force as (
    select d.on_from, count(*) as n_in_force
    from (select distinct on_from from listed) as d
    inner join raw.authority as a on a.valid_from <= d.on_from and coalesce(a.valid_to > d.on_from, true)
    group by all
),
final as (
    select
        strftime(l.on_from, '%Y-%m') as month, l.publication, l.on_from, l.on_to, l.counter_kind, l.authority_number,
        l.authority, l.kind, l.county, l.size_class, l.population, l.population_source, l.value_printed, l.persons,
        l.persons_low, l.persons_high, l.is_exact, l.percent as coverage_percent,
        l.percent_low as coverage_percent_low, l.percent_high as coverage_percent_high,
        b.rank, b.band_low as rank_band_low, b.band_high as rank_band_high, s.rank as rank_in_size_class,
        case when l.persons is not null
            then rank() over (partition by l.publication, l.on_from, l.counter_kind order by l.persons desc nulls last)
        end as rank_by_persons,
        count(*) over (partition by l.publication, l.on_from, l.counter_kind) as n_listed,
        count(l.percent) over (partition by l.publication, l.on_from, l.counter_kind) as n_ranked,
        i.n_in_force, l.source, l.url, l.note
    from listed as l
    left join ranked as b on b.entry = concat_ws(' ', l.publication, l.row, 'all')
    left join ranked as s on s.entry = concat_ws(' ', l.publication, l.row, 'size class')
    inner join in_force as i using (on_from)
)
select * from final order by on_from, publication, counter_kind, rank nulls last, rank_by_persons, authority_number
