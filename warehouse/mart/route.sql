-- One row per month and route: how often the way in led to what was looked for.
-- month: month of the edition, YYYY-MM
-- route: the way in
-- targets: websites or accounts that were visited
-- ok: visits that were read
-- hit_percent: ok of targets, %
-- outcomes: every outcome with its count, most frequent first
with counted as (
    select month, route, outcome, count(*) as visits
    from core.visit_month
    group by all
),
final as (
    select
        month, route,
        sum(visits)::bigint as targets,
        coalesce(sum(visits) filter (outcome = 'ok'), 0)::bigint as ok,
        percent(ok, targets) as hit_percent,
        string_agg(outcome || ' ' || visits, ', ' order by visits desc, outcome) as outcomes
    from counted
    group by all
)
select * from final order by month, route
