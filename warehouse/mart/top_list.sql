-- One row per month, list and place: the six lists, the first twenty of each.
-- month: month of the edition, YYYY-MM
-- list: følgere, snakker om or vekst, each also per innbygger
-- position: place in the list, 1–20; equal values by official number
-- rank: rank; equal values share a rank (1, 2, 2, 4)
-- authority_number: official number, text
-- authority: name
-- kind: kommune or fylkeskommune
-- county: county name
-- population: inhabitants
-- value: what the list is ordered by, in its unit
-- value_low: smallest value that fits
-- value_high: largest value that fits
-- unit: personer, or % (per 100 inhabitants)
with base as (
    select
        r.month, r.authority_number, r.authority, r.kind, r.county, r.population,
        r.followers, r.followers_low, r.followers_high,
        t.persons as talking, t.persons_low as talking_low, t.persons_high as talking_high,
        -- Only a measured change over about a month is ranked.
        case when g.growth_state = 'målt' then g.persons end as growth, g.persons_low as growth_low,
        g.persons_high as growth_high
    from mart.ranking as r
    left join metrics.m15_talking_about as t using (month, authority_number)
    left join metrics.m04_growth as g using (month, authority_number)
),
lists as (
    select b.month, b.authority_number, b.authority, b.kind, b.county, b.population, l.*
    from base as b, lateral (
        values
        ('følgere', followers::double, followers_low::double, followers_high::double, 'personer'),
        ('følgere per innbygger', percent(followers, population), percent(followers_low, population),
            percent(followers_high, population), '%'),
        ('snakker om', talking::double, talking_low::double, talking_high::double, 'personer'),
        ('snakker om per innbygger', percent(talking, population), percent(talking_low, population),
            percent(talking_high, population), '%'),
        ('vekst', growth::double, growth_low::double, growth_high::double, 'personer'),
        ('vekst per innbygger', percent(growth, population), percent(growth_low, population),
            percent(growth_high, population), '%')
    ) as l (list, value, value_low, value_high, unit)
    where l.value is not null
),
final as (
    select
        month, list,
        row_number() over (partition by month, list order by value desc, authority_number) as position,
        rank() over (partition by month, list order by value desc) as rank,
        authority_number, authority, kind, county, population, value, value_low, value_high, unit
    from lists
    qualify position <= 20
)
select * from final order by month, list, position
