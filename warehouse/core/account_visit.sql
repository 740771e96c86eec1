-- One row per visit and judged account that it showed.
-- month: month of the edition, YYYY-MM
-- visit_id: raw.visit
-- authority_number: authority of the account
-- channel: platform
-- native_id: the account, as in core.account_month
-- route: the way in
-- viewer: who saw it
-- outcome: how the visit ended
-- outcome_order: which of several outcomes says most, 0 first
-- state: what the outcome means: ok, utilgjengelig, robots or feil
-- detail: the outcome in Norwegian; empty when ok
-- finished_at: when it ended, UTC
-- is_recent: at most 45 days before the edition's end, as in core.visit_month
with names as (
    select visit_id, channel, native_id from core.visit_month where native_id is not null
    -- A platform answers with its own key, or a renamed page with its new name: they are the same account.
    union
    select visit_id, channel, native_id from raw.profile
    union
    select visit_id, channel, username from raw.profile where username is not null
    union
    select visit_id, channel, native_id from raw.counter
),
final as (
    select distinct
        v.month, v.visit_id, a.authority_number, a.channel, a.native_id,
        v.route, v.viewer, v.outcome, v.outcome_order, v.state, v.detail, v.finished_at,
        v.is_recent
    from core.visit_month as v
    inner join names as n on n.visit_id = v.visit_id
    inner join core.account_month as a
        on a.month = v.month and a.channel = n.channel and a.native_id = n.native_id
    where a.native_id <> ''
)
select * from final order by month, authority_number, channel, native_id, visit_id
