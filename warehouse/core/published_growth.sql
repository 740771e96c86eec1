-- One row per published count that the same table has an earlier one for: the change between the two.
-- publication: name of the table
-- on_from: day of the later count
-- authority_number: official number on that day, text
-- counter_kind: likes or followers; the same for both counts
-- earlier_on: day of the earlier count
-- days: days between them
-- persons: change, persons
-- persons_low: smallest change that fits
-- persons_high: largest change that fits
-- percent: change of the earlier count, %
-- percent_per_30_days: the same as compound growth per 30 days, %
-- growth_state: målt, ikke målbar or utenfor vindu (20 to 45 days)
with counts as (
    select * from core.published_figure
    -- A count of some day of a month has no day to measure from.
    where role = 'helhetlig' and counter_kind in ('likes', 'followers') and on_from = on_to and persons is not null
),
pairs as (
    -- Joined on the series: across a merger or a split there is no growth.
    select n.*, e.on_from as earlier_on, e.persons as earlier, e.persons_low as earlier_low,
        e.persons_high as earlier_high, n.on_from - e.on_from as days
    from counts as n
    inner join counts as e
        on e.publication = n.publication and e.series = n.series and e.counter_kind = n.counter_kind
        and e.on_from < n.on_from
    qualify row_number() over (
        partition by n.publication, n.series, n.counter_kind, n.on_from order by e.on_from desc
    ) = 1
),
final as (
    select
        publication, on_from, authority_number, counter_kind, earlier_on, days,
        persons - earlier as persons, persons_low - earlier_high as persons_low,
        persons_high - earlier_low as persons_high, percent(persons - earlier, earlier) as percent,
        growth_percent_per(earlier, persons, days, 30) as percent_per_30_days,
        growth_state(earlier_low, earlier_high, persons_low, persons_high, days) as growth_state
    from pairs
)
select * from final order by publication, on_from, counter_kind, authority_number
