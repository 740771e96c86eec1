-- One row per number seen on a visit of a judged account: an interval of what was counted.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
-- counter_kind: what is counted; kinds are never mixed
-- low: smallest true value that fits, persons (posts for kind posts)
-- high: largest true value that fits
-- precision: exact, rounded or floored
-- text: the characters it was read from
-- route: the way in
-- source: part of the page or field that it was read from
-- viewer: who saw it
-- observed_at: when, UTC
-- is_recent: at most 45 days before the edition's end
-- visit_id: raw.visit
with final as (
    select
        v.month, v.authority_number, v.channel, v.native_id,
        c.kind as counter_kind, c.low, c.high, c.precision, c.text,
        v.route, c.source, v.viewer, v.finished_at as observed_at, v.is_recent, v.visit_id
    from core.account_visit as v
    inner join raw.counter as c using (visit_id, channel)
    where v.outcome = 'ok'
)
select * from final order by month, authority_number, channel, native_id, counter_kind, visit_id
