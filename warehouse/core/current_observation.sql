-- One row per month, account and counter kind: the newest number that is known in that month, however old.
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
-- age_days: days from the observation to the end of the edition's observing, never below 0
-- is_carried: true when it was seen in an earlier month
-- is_too_old: true above 45 days: shown as "for gammel", never counted
with final as (
    select
        a.month, a.authority_number, a.channel, a.native_id,
        b.counter_kind, b.low, b.high, b.value, b.is_exact, b.route, b.source, b.observed_at,
        greatest(days_between(b.observed_at, coalesce(e.observed_to, e.observed_on::timestamp)), 0) as age_days,
        b.month <> a.month as is_carried,
        age_days > 45 as is_too_old
    from core.account_seen as a
    inner join core.edition_month as e using (month)
    inner join core.best_observation as b
        on b.authority_number = a.authority_number and b.channel = a.channel and b.native_id = a.native_id
        and b.month <= a.month
    -- A page that answered "not found" this month is gone: its old number is not its number any more.
    where (b.month = a.month or coalesce(a.outcome, '') <> 'not_found')
        -- Last month's number beside a page that shows another one now is not this month's either.
        and (b.month = a.month or not exists (
            select 1 from core.quarantine as q
            where q.month = a.month and q.authority_number = a.authority_number and q.channel = a.channel
                and q.native_id = a.native_id and q.counter_kind = b.counter_kind
        ))
    qualify row_number() over (
        partition by a.month, a.authority_number, a.channel, a.native_id, b.counter_kind
        order by b.observed_at desc, b.month desc
    ) = 1
)
select * from final order by month, authority_number, channel, native_id, counter_kind
