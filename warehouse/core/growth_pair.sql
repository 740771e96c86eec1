-- One row per month and official page with a headline number seen that month: that number and the one before it.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- counter_kind: followers or likes
-- value: middle of the interval, persons
-- low: smallest true value that fits
-- high: largest true value that fits
-- earlier_month: latest earlier month with a number, whatever the authority's number was; NULL when there is none
-- earlier_value: middle of that interval, persons
-- earlier_low: smallest true value that fits
-- earlier_high: largest true value that fits
-- days: days between the two observations
-- break_reason: why the two cannot be compared, in Norwegian: ny teller, ny side, ny myndighet; NULL when they can
with pages as (
    select p.month, p.authority_number, p.native_id, s.platform_id, a.series
    from core.official_page as p
    -- A new number or name is the same authority still; a merger or a split is another one.
    inner join core.authority_month as a on a.month = p.month and a.authority_number = p.authority_number
    left join core.account_seen as s
        on s.month = p.month and s.authority_number = p.authority_number and s.native_id = p.native_id
        and s.channel = 'facebook'
    where p.presence = 'ja'
),
seen as (
    select p.*, b.counter_kind, b.value, b.low, b.high, b.observed_at
    from pages as p
    inner join core.best_observation as b using (month, authority_number, native_id)
    -- A page saved long ago may be imported now: it is this month's reading, not this month's number.
    where b.is_recent and b.channel = 'facebook' and b.counter_kind in ('followers', 'likes')
),
now as (
    select s.* from seen as s inner join core.headline_kind as h using (month, counter_kind)
),
earlier as (
    select n.month as now_month, s.*
    from now as n
    inner join seen as s on s.series = n.series and s.month < n.month
    qualify row_number() over (
        partition by n.month, n.series order by s.month desc, s.counter_kind = n.counter_kind desc
    ) = 1
),
newcomers as (
    select a.month, a.authority_number
    from core.authority_month as a
    where exists (select 1 from core.edition_month as e where e.month < a.month and a.series_from > e.observed_on)
),
final as (
    select
        n.month, n.authority_number, n.counter_kind, n.value, n.low, n.high,
        e.month as earlier_month, e.value as earlier_value, e.low as earlier_low, e.high as earlier_high,
        days_between(e.observed_at, n.observed_at) as days,
        case
            when e.month is null and c.month is not null then 'ny myndighet'
            when e.counter_kind <> n.counter_kind then 'ny teller'
            -- A page that changes its name, or takes one, keeps its platform id; then it is the same page.
            when n.native_id not in (e.native_id, coalesce(e.platform_id, e.native_id))
                and coalesce(n.platform_id not in (e.native_id, coalesce(e.platform_id, e.native_id)), true)
                then 'ny side'
        end as break_reason
    from now as n
    left join earlier as e on e.now_month = n.month and e.series = n.series
    left join newcomers as c on c.month = n.month and c.authority_number = n.authority_number
)
select * from final order by month, authority_number
