-- One row per month and authority with a coverage: its places in the rankings, each with the places its interval allows.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- rank: by coverage, all authorities; equal values share a rank (1, 2, 2, 4)
-- rank_band_low: best rank that fits the intervals
-- rank_band_high: worst rank that fits the intervals
-- n_ranked: authorities in that ranking
-- rank_in_size_class: by coverage in its size class; fylkeskommuner apart
-- rank_in_size_class_band_low: best such rank that fits the intervals
-- rank_in_size_class_band_high: worst such rank that fits
-- n_ranked_in_size_class: authorities in that ranking
-- rank_in_county: by coverage in its county, the fylkeskommune among its kommuner
-- rank_in_county_band_low: best such rank that fits the intervals
-- rank_in_county_band_high: worst such rank that fits
-- n_ranked_in_county: authorities in that ranking
-- rank_by_followers: by followers, all authorities
with measured as (
    select c.*, a.county_number, a.size_class, f.persons
    from metrics.m03_coverage as c
    inner join core.authority_month as a using (month, authority_number)
    inner join metrics.m02_followers as f using (month, authority_number, counter_kind)
),
entries as (
    select
        m.month || ' ' || g.ranking as ranked_among, m.authority_number as entry,
        m.percent as value, m.percent_low as low, m.percent_high as high
    from measured as m, lateral (
        values ('all'), ('size class ' || m.size_class), ('county ' || m.county_number)
    ) as g (ranking)
),
ranked as (
    select r.*, split_part(r.ranked_among, ' ', 1) as month, split_part(r.ranked_among, ' ', 2) as ranking
    from ranks_with_bands('entries') as r
),
final as (
    select
        m.month, m.authority_number,
        a.rank, a.band_low as rank_band_low, a.band_high as rank_band_high, a.n_ranked,
        s.rank as rank_in_size_class, s.band_low as rank_in_size_class_band_low,
        s.band_high as rank_in_size_class_band_high, s.n_ranked as n_ranked_in_size_class,
        c.rank as rank_in_county, c.band_low as rank_in_county_band_low, c.band_high as rank_in_county_band_high,
        c.n_ranked as n_ranked_in_county,
        rank() over (partition by m.month order by m.persons desc) as rank_by_followers
    from measured as m
    inner join ranked as a on a.month = m.month and a.entry = m.authority_number and a.ranking = 'all'
    inner join ranked as s on s.month = m.month and s.entry = m.authority_number and s.ranking = 'size'
    inner join ranked as c on c.month = m.month and c.entry = m.authority_number and c.ranking = 'county'
)
select * from final order by month, rank, authority_number
