-- One row per month, authority in force and figure that others published of it, under any name or number it had then.
-- What was published of authorities that have been merged since is not told of those they became.
-- month: month of the edition, YYYY-MM
-- authority_number: official number in the edition, text
-- publication: name of the table
-- on_from: day the figure was true on, or the first of them
-- on_to: last of the days it may have been true on
-- counter_kind: likes or followers, never mixed
-- authority_then: name on that day
-- number_then: official number on that day, text
-- population: inhabitants then
-- value_printed: as it stands in the source
-- persons: printed value, or the middle of its interval
-- persons_low: smallest count that fits
-- persons_high: largest count that fits
-- is_exact: the source gives the number itself
-- coverage_percent: persons per 100 inhabitants, %; may exceed 100; NULL when the inhabitants are not known
-- coverage_percent_low: from the smallest fitting count, %
-- coverage_percent_high: from the largest fitting count, %
-- rank: by coverage, among those that the table lists; NULL without a coverage
-- n_ranked: those with a coverage
-- source: who published it, and where
-- url: address of the publication; NULL where none is known
with final as (
    select
        a.month, a.authority_number, p.publication, p.on_from, p.on_to, p.counter_kind, p.authority as authority_then,
        p.authority_number as number_then, p.population, p.value_printed, p.persons, p.persons_low, p.persons_high,
        p.is_exact, p.coverage_percent, p.coverage_percent_low, p.coverage_percent_high, p.rank, p.n_ranked, p.source,
        p.url
    from core.authority_month as a
    inner join core.authority_lineage as l on l.series = a.series
    inner join mart.published_ranking as p
        on p.authority_number = l.authority_number and p.on_from >= l.valid_from
        and coalesce(p.on_from < l.valid_to, true)
    where p.month <= a.month
)
select * from final order by month, authority_number, on_from, publication, counter_kind
