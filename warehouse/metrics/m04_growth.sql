-- One row per month and measured page: change since the last time it was measured in an earlier month.
-- metric: M4 | vekst / growth | persons, % | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- counter_kind: followers or likes
-- growth_state: målt, ikke målbar (within the uncertainty), brudd, mangler (no earlier number) or utenfor vindu
-- window_days: days between the two observations; NULL when there is no earlier one
-- persons: change, persons; NULL unless målt or utenfor vindu
-- persons_low: smallest change that fits both intervals, persons; NULL for brudd and mangler
-- persons_high: largest change that fits, persons
-- percent: change of the earlier count, %
-- percent_per_30_days: the same as compound growth per 30 days, %
-- break_reason: why it is a break, in Norwegian; NULL otherwise
-- method_version: version of the whole method
with measured as (
    select f.*, s.platform_id
    from metrics.m02_followers as f
    left join core.account_seen as s
        on s.month = f.month and s.authority_number = f.authority_number and s.channel = 'facebook'
        and s.native_id = f.native_id
    where not f.is_carried
),
earlier as (
    select m.month as now_month, p.*
    from measured as m
    inner join measured as p on p.authority_number = m.authority_number and p.month < m.month
    where m.is_headline
    qualify row_number() over (
        partition by m.month, m.authority_number order by p.month desc, p.counter_kind = m.counter_kind desc
    ) = 1
),
pairs as (
    select
        n.*, p.persons as persons_1, p.persons_low as low_1, p.persons_high as high_1,
        days_between(p.observed_at, n.observed_at) as days,
        case
            when p.month is null and exists (select 1 from core.edition_month as e
                where e.month < n.month and a.valid_from > e.observed_on) then 'ny myndighet'
            when p.month is null then null
            when p.counter_kind <> n.counter_kind then 'ny teller'
            when p.native_id <> n.native_id and coalesce(p.platform_id <> n.platform_id, true) then 'ny side'
        end as break_reason
    from measured as n
    inner join core.authority_month as a using (month, authority_number)
    left join earlier as p on p.now_month = n.month and p.authority_number = n.authority_number
    where n.is_headline
),
stated as (
    select *, case when break_reason is not null then 'brudd' when low_1 is null then 'mangler'
        else growth_state(low_1, high_1, persons_low, persons_high, days) end as state
    from pairs
),
final as (
    select
        month, authority_number, counter_kind, state as growth_state, days as window_days,
        case when state in ('målt', 'utenfor vindu') then persons - persons_1 end as persons,
        case when state not in ('brudd', 'mangler') then persons_low - high_1 end as persons_low,
        case when state not in ('brudd', 'mangler') then persons_high - low_1 end as persons_high,
        case when state in ('målt', 'utenfor vindu') and persons_1 > 0
            then 100.0 * (persons - persons_1) / persons_1 end as percent,
        case when state in ('målt', 'utenfor vindu')
            then growth_percent_per(persons_1, persons, days, 30) end as percent_per_30_days,
        break_reason, method_version
    from stated
)
select * from final order by month, authority_number
