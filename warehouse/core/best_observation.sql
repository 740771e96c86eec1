-- One row per month, account and counter kind: recent before old, exact before rounded, then the preferred route,
-- then the narrowest.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
-- counter_kind: what is counted
-- low: smallest true value that fits
-- high: largest true value that fits
-- value: middle of the interval, whole number, for showing
-- is_exact: true when the source gives the number itself
-- route: the way in
-- source: part of the page or field that it was read from
-- observed_at: when, UTC
-- is_recent: at most 45 days before the edition's end
-- visit_id: raw.visit
with final as (
    select
        month, authority_number, channel, native_id, counter_kind,
        low, high, (low + high) // 2 as value, precision = 'exact' as is_exact,
        route, source, observed_at, is_recent, visit_id
    from core.observation
    -- What is held back until a second look is nobody's number yet.
    anti join core.quarantine using (month, authority_number, channel, native_id, counter_kind, visit_id, source, low)
    qualify row_number() over (
        partition by month, authority_number, channel, native_id, counter_kind
        order by is_recent desc, precision <> 'exact', route_order(route), high - low, observed_at desc, visit_id,
            source, low
    ) = 1
)
select * from final order by month, authority_number, channel, native_id, counter_kind
