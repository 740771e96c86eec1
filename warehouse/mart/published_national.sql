-- One row per published figure of many authorities together. No measurement is among them.
-- month: month of the day, YYYY-MM
-- on_from: day it was true on, or the first of them
-- on_to: last of the days it may have been true on
-- scope: whom it is about: kommune, fylkeskommune, alle, or a group that the source names
-- measure: what it says: sider, likes, bruksklasse, kanal and others
-- channel: platform it is about; NULL for all of them
-- part: of what: a use class or a kind of channel; NULL where the measure says all
-- value_printed: as it stands in the source
-- value: the figure
-- low: smallest true value that fits what was printed
-- high: largest true value that fits
-- unit: personer, % or antall
-- n_of: authorities or pages it is a part of, or is counted over
-- percent: of those, %; NULL where it is no part of them
-- per_page: value per page, for likes with a count of pages of the same day and scope, and for posts
-- definition: what the source counted as a page, or whom it asked
-- source: who published it, and where
-- url: address of the publication; NULL where none is known
-- note: what a reader has to know of it
with pages as (
    select on_from, scope, channel, any_value(value) as pages
    from raw.published_national
    where measure = 'sider'
    group by all
),
final as (
    select
        strftime(n.on_from, '%Y-%m') as month, n.on_from, n.on_to, n.scope, n.measure, n.channel, n.part,
        n.value_printed, n.value, n.low, n.high, n.unit, n.n_of,
        case when n.measure like 'sider%' and n.unit = 'antall' then percent(n.value, n.n_of) end as percent,
        case
            when n.measure in ('likes', 'followers') then n.value / p.pages
            when n.measure = 'innlegg' then n.value / n.n_of
        end as per_page,
        n.definition, n.source, n.url, n.note
    from raw.published_national as n
    left join pages as p
        on p.on_from = n.on_from and p.scope = n.scope and p.channel is not distinct from n.channel
)
select * from final order by on_from, measure, scope, channel nulls last, part nulls last, value desc
