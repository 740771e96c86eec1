-- One row per month and page with a number that month: its change since the last earlier month with one.
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
-- percent_per_30_days_low: smallest such growth that fits both intervals, %
-- percent_per_30_days_high: largest such growth that fits, %
-- break_reason: why it is a break, in Norwegian; NULL otherwise
-- method_version: version of the whole method
with stated as (
    select
        *,
        case
            when break_reason is not null then 'brudd'
            when earlier_month is null then 'mangler'
            else growth_state(earlier_low, earlier_high, low, high, days)
        end as state,
        state in ('målt', 'utenfor vindu') as is_measured
    from core.growth_pair
),
final as (
    select
        month, authority_number, counter_kind, state as growth_state, days as window_days,
        case when is_measured then value - earlier_value end as persons,
        case when state not in ('brudd', 'mangler') then low - earlier_high end as persons_low,
        case when state not in ('brudd', 'mangler') then high - earlier_low end as persons_high,
        case when is_measured and earlier_value > 0
            then 100.0 * (value - earlier_value) / earlier_value end as percent,
        case when is_measured then growth_percent_per(earlier_value, value, days, 30) end as percent_per_30_days,
        case when is_measured then growth_percent_per(earlier_high, low, days, 30) end as percent_per_30_days_low,
        case when is_measured then growth_percent_per(earlier_low, high, days, 30) end as percent_per_30_days_high,
        break_reason,
        method_version() as method_version
    from stated
)
select * from final order by month, authority_number
