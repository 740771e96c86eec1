-- One row per month, official Facebook page and counter: followers and likes, apart.
-- metric: M2 | følgere / followers | persons | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- native_id: the page
-- counter_kind: followers or likes
-- is_headline: true for the counter that the edition ranks by
-- persons: middle of the interval, persons
-- persons_low: smallest true value that fits, persons
-- persons_high: largest true value that fits, persons
-- is_exact: true when the source gives the number itself
-- source: route and part of the page it was read from
-- observed_at: when, UTC
-- age_days: days from the observation to the end of the edition's observing
-- is_carried: true when it was seen in an earlier month, at most 45 days ago
-- method_version: version of the whole method
with final as (
    select
        p.month, p.authority_number, p.native_id, o.counter_kind,
        o.counter_kind = h.counter_kind as is_headline,
        o.value as persons, o.low as persons_low, o.high as persons_high, o.is_exact,
        o.route || ': ' || o.source as source,
        o.observed_at, o.age_days, o.is_carried,
        method_version() as method_version
    from core.official_page as p
    inner join core.current_observation as o
        on o.month = p.month and o.authority_number = p.authority_number and o.native_id = p.native_id
    inner join core.headline_kind as h on h.month = p.month
    where p.presence = 'ja' and o.channel = 'facebook' and o.counter_kind in ('followers', 'likes')
        and not o.is_too_old
)
select * from final order by month, authority_number, counter_kind
