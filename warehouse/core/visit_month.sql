-- One row per visit: a target, a route, a month, and how it ended.
-- month: month of the edition, YYYY-MM
-- visit_id: raw.visit
-- target_kind: website or account
-- route: the way in
-- authority_number: authority it was made for; NULL when unknown
-- channel: platform; NULL for a website
-- native_id: account as it was asked for; NULL for a website
-- started_at: began, UTC
-- finished_at: ended, UTC
-- viewer: who saw it
-- outcome: how it ended
-- outcome_order: which of several outcomes says most, 0 first
-- state: what the outcome means: ok, utilgjengelig, robots or feil
-- detail: the outcome in Norwegian; empty when ok
-- is_recent: at most 45 days before the edition's end; a page saved earlier is no look at this month
with final as (
    select
        v.month,
        v.visit_id,
        case when v.channel is null then 'website' else 'account' end as target_kind,
        v.route,
        v.authority_number,
        v.channel,
        v.native_id,
        v.started_at,
        v.finished_at,
        v.viewer,
        v.outcome,
        coalesce(o.outcome_order, 99) as outcome_order,
        coalesce(o.state, 'feil') as state,
        coalesce(o.detail, v.outcome) as detail,
        -- A month of copies alone is measured from its first day, as in barometer/candidates.py.
        days_between(v.finished_at, greatest(e.observed_to, strptime(v.month || '-01', '%Y-%m-%d'))) <= 45 as is_recent
    from raw.visit as v
    inner join core.edition_month as e using (month)
    left join core.outcome_state as o using (outcome)
)
select * from final order by month, visit_id
