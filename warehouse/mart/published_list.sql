-- One row per published table, day, list and place: the six lists, the first twenty of each, from that table alone.
-- month: month of the day, YYYY-MM
-- publication: name of the table
-- on_from: day the figures were true on, or the first of them
-- list: likere or følgere, snakker om, vekst, each also per innbygger
-- counter_kind: what was counted: likes, followers or talking_about
-- position: place in the list, 1–20; equal values by official number
-- rank: rank; equal values share a rank (1, 2, 2, 4)
-- authority_number: official number on that day, text
-- authority: name on that day
-- kind: kommune or fylkeskommune
-- county: county on that day
-- population: inhabitants; NULL when not known
-- value: what the list is ordered by, in its unit
-- value_low: smallest value that fits
-- value_high: largest value that fits
-- unit: personer, or % (per 100 inhabitants)
-- n_listed: authorities of the table that the list could be made of
-- source: who published it, and where
-- url: address of the publication; NULL where none is known
with base as (
    select
        f.*, case f.counter_kind when 'likes' then 'likere' when 'followers' then 'følgere' else 'snakker om' end
            as list_name,
        -- Only a measured change over about a month is ranked.
        case when g.growth_state = 'målt' then g.persons end as growth, g.persons_low as growth_low,
        g.persons_high as growth_high
    from core.published_figure as f
    left join core.published_growth as g using (publication, on_from, authority_number, counter_kind)
    where f.role = 'helhetlig' and f.counter_kind in ('likes', 'followers', 'talking_about')
),
lists as (
    select b.*, l.*
    from base as b, lateral (
        values
        (list_name, persons, persons_low, persons_high, 'personer'),
        (list_name || ' per innbygger', percent, percent_low, percent_high, '%'),
        ('vekst', growth, growth_low, growth_high, 'personer'),
        ('vekst per innbygger', percent(growth, population), percent(growth_low, population),
            percent(growth_high, population), '%')
    ) as l (list, value, value_low, value_high, unit)
    where l.value is not null
),
final as (
    select
        strftime(on_from, '%Y-%m') as month, publication, on_from, list, counter_kind,
        row_number() over (
            partition by publication, on_from, list, counter_kind order by value desc, authority_number
        ) as position,
        rank() over ordered as rank,
        authority_number, authority, kind, county, population, value, value_low, value_high, unit,
        count(*) over (partition by publication, on_from, list, counter_kind) as n_listed, source, url
    from lists
    window ordered as (partition by publication, on_from, list, counter_kind order by value desc)
    qualify position <= 20
)
select * from final order by on_from, publication, list, counter_kind, position
