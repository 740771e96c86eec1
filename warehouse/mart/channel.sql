-- One row per month and platform that any authority is known on: how many have an own account there.
-- month: month of the edition, YYYY-MM
-- channel: platform
-- authorities: authorities with an official account for the whole authority, not silent for more than 180 days
-- percent: of all authorities in force, %
-- n_all: authorities in force
with platforms as (
    select channel from raw.account where status = 'official' and role = 'helhetlig'
    union
    select 'facebook'
),
present as (
    select month, channel, count(*) filter (not is_abandoned) as authorities
    from core.channel_presence
    group by all
),
totals as (
    select month, count(*) as n_all from core.authority_month group by all
),
final as (
    select
        t.month, p.channel,
        coalesce(n.authorities, 0) as authorities,
        percent(coalesce(n.authorities, 0), t.n_all) as percent,
        t.n_all
    from totals as t
    cross join platforms as p
    left join present as n using (month, channel)
)
select * from final order by month, authorities desc, channel
