-- One row per month and county: the coverage of its kommuner; the fylkeskommune itself is left out.
-- month: month of the edition, YYYY-MM
-- county: county name
-- authorities: authorities in force
-- measured: of those, with a coverage
-- mean_coverage_percent: mean of the measured, %
-- median_coverage_percent: median of the measured, %
-- pooled_coverage_percent: their followers in all per 100 of their inhabitants, %
-- adoption_percent: authorities with an official page, of all in force, %
-- followers: followers in all of the measured; people may follow several
with final as (
    select
        r.month, r.county,
        count(*) as authorities,
        count(r.coverage_percent) as measured,
        avg(r.coverage_percent) as mean_coverage_percent,
        median(r.coverage_percent) as median_coverage_percent,
        percent(
            sum(r.followers) filter (r.coverage_percent is not null),
            sum(r.population) filter (r.coverage_percent is not null)
        ) as pooled_coverage_percent,
        percent(count(*) filter (r.account_status = 'official'), count(*)) as adoption_percent,
        sum(r.followers)::bigint as followers
    from mart.ranking as r
    where r.kind = 'kommune'
    group by all
)
select * from final order by month, county
