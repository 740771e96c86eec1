-- One row per account, counter and reason of a month whose number is held back, beside what was last confirmed.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- authority: name
-- channel: platform
-- native_id: the account's key on it
-- counter_kind: what is counted
-- reason: why, in Norwegian: a jump, nought after a number, another name on the page, or another domain of the website
-- held_low: smallest true value that fits what was shown and is not published
-- held_high: largest true value that fits
-- held_at: when it was seen, UTC
-- routes: the ways in that showed it
-- confirmed_low: smallest true value of the last number that was not held back; NULL when there is none
-- confirmed_high: largest true value of it
-- confirmed_at: when that was seen, UTC
-- is_page_held: true when it is the headline counter of an authority's page and nothing else was read, so that the page
--     stands as "ikke oppdatert"
with held as (
    select
        month, authority_number, channel, native_id, counter_kind, reason, min(low) as held_low,
        max(high) as held_high, max(observed_at) as held_at, string_agg(distinct route, ', ' order by route) as routes
    from core.quarantine
    group by all
),
final as (
    select
        h.month, h.authority_number, a.authority, h.channel, h.native_id, h.counter_kind, h.reason,
        h.held_low, h.held_high, h.held_at, h.routes,
        b.low as confirmed_low, b.high as confirmed_high, b.observed_at as confirmed_at,
        coalesce(s.state = 'ikke oppdatert' and h.channel = 'facebook' and k.month is not null, false) as is_page_held
    from held as h
    inner join core.authority_month as a using (month, authority_number)
    left join core.page_state as s
        on s.month = h.month and s.authority_number = h.authority_number and s.native_id = h.native_id
    left join core.headline_kind as k on k.month = h.month and k.counter_kind = h.counter_kind
    left join core.best_observation as b
        on b.month <= h.month and b.channel = h.channel and b.native_id = h.native_id
        and b.counter_kind = h.counter_kind
    qualify row_number() over (
        partition by h.month, h.authority_number, h.channel, h.native_id, h.counter_kind, h.reason
        order by b.observed_at desc nulls last, b.month desc
    ) = 1
)
select * from final order by month, authority_number, channel, native_id, counter_kind, reason
