-- One row per month and authority with a coverage: its places in the rankings.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- rank: by coverage, all authorities; equal values share a rank (1, 2, 2, 4)
-- rank_band_low: best rank that fits the intervals
-- rank_band_high: worst rank that fits the intervals
-- rank_in_size_class: by coverage in its size class; fylkeskommuner apart
-- rank_in_county: by coverage in its county, the fylkeskommune among its kommuner
-- rank_by_followers: by followers, all authorities
with measured as (
    select c.*, a.kind, a.county_number, a.size_class, f.persons
    from metrics.m03_coverage as c
    inner join core.authority_month as a using (month, authority_number)
    inner join metrics.m02_followers as f using (month, authority_number, counter_kind)
),
-- Certainly above: its lowest value is above our highest. Possibly above: its highest is above our lowest.
lows as (
    select month, percent_low as value, rank() over (partition by month order by percent_low desc)
        + count(*) over (partition by month, percent_low) - 1 as at_least
    from measured
    qualify row_number() over (partition by month, percent_low) = 1
),
highs as (
    select month, percent_high as value, rank() over (partition by month order by percent_high desc)
        + count(*) over (partition by month, percent_high) - 1 as at_least
    from measured
    qualify row_number() over (partition by month, percent_high) = 1
),
certain as (
    select m.month, m.authority_number, coalesce(l.at_least, 0) as above
    from measured as m
    asof left join lows as l on l.month = m.month and m.percent_high < l.value
),
possible as (
    -- An interval with more than one value reaches above its own low end: not counted against itself.
    select m.month, m.authority_number,
        coalesce(h.at_least, 0) - (m.percent_high > m.percent_low)::integer as above
    from measured as m
    asof left join highs as h on h.month = m.month and m.percent_low < h.value
),
final as (
    select
        m.month, m.authority_number,
        rank() over (partition by m.month order by m.percent desc) as rank,
        1 + c.above as rank_band_low,
        1 + p.above as rank_band_high,
        rank() over (partition by m.month, m.size_class order by m.percent desc) as rank_in_size_class,
        rank() over (partition by m.month, m.county_number order by m.percent desc) as rank_in_county,
        rank() over (partition by m.month order by m.persons desc) as rank_by_followers
    from measured as m
    inner join certain as c using (month, authority_number)
    inner join possible as p using (month, authority_number)
)
select * from final order by month, rank, authority_number
