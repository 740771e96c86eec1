-- One row per month and size class: the coverage of its authorities.
-- month: month of the edition, YYYY-MM
-- size_class: by inhabitants; fylkeskommuner apart
-- authorities: authorities in force
-- measured: of those, with a coverage
-- mean_coverage_percent: mean of the measured, %
-- median_coverage_percent: median of the measured, %
-- pooled_coverage_percent: their followers in all per 100 of their inhabitants, %
-- adoption_percent: authorities with an official page, of all in force, %
-- followers: followers in all of the measured; people may follow several
with final as (
    select
        r.month, r.size_class,
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
    where r.size_class is not null
    group by all
)
select final.*
from final
inner join (select distinct size_class, size_class_order from core.authority_month) as o using (size_class)
order by month, o.size_class_order
