-- One row per day, scope and figure since 2010: published figures and measured months side by side, told apart.
-- Likes and followers are different counts: they are never added, compared or joined by a line.
-- month: month of the day, YYYY-MM
-- day: day of the figure; the last observation of a measured month
-- scope: kommune, fylkeskommune or alle
-- figure: i alt (persons summed over pages) or adopsjon (authorities with a page, %)
-- counter_kind: likes or followers for i alt; NULL for adopsjon
-- origin: publisert or målt
-- value: the figure
-- low: smallest value that fits
-- high: largest value that fits
-- n_pages: authorities with a page that it rests on; NULL when the source does not tell
-- n_all: authorities in force
-- source: who published it, and where; Barometer for a measured month
-- url: address of the publication; NULL where none is known
with pages as (
    select on_from, scope, any_value(value) as n_pages, any_value(n_of) as n_all
    from mart.published_national
    where measure = 'sider' and channel = 'facebook'
    group by all
),
published as (
    select
        n.month, n.on_from as day, n.scope, case n.measure when 'sider' then 'adopsjon' else 'i alt' end as figure,
        case when n.measure <> 'sider' then n.measure end as counter_kind, 'publisert' as origin,
        coalesce(n.percent, n.value) as value, coalesce(n.percent, n.low) as low, coalesce(n.percent, n.high) as high,
        p.n_pages, p.n_all, n.source, n.url
    from mart.published_national as n
    left join pages as p using (on_from, scope)
    where n.measure in ('sider', 'likes', 'followers') and n.channel = 'facebook'
        and n.scope in ('kommune', 'fylkeskommune', 'alle')
),
measured as (
    select
        n.month, e.observed_on as day, n.scope, case n.metric_id when 'M1' then 'adopsjon' else 'i alt' end as figure,
        case when n.metric_id <> 'M1' then k.counter_kind end as counter_kind, 'målt' as origin,
        n.value, n.low, n.high, n.n_measured as n_pages, n.n_all, 'Barometer' as source, null as url
    from mart.national as n
    inner join core.edition_month as e using (month)
    inner join core.headline_kind as k using (month)
    where n.metric_id in ('M1', 'M2 total') and n.value is not null
),
final as (
    select * from published
    union all by name
    select * from measured
)
select * from final order by day, figure, scope, counter_kind, origin
