-- One row per month and judged account: what its visits of the last 45 days said of it.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
-- outcome: outcome of the visit that says most; NULL when it was not visited
-- state: what that means: ok, utilgjengelig, robots or feil; NULL when it was not visited
-- detail: the outcome in Norwegian
-- finished_at: when that visit ended, UTC
-- platform_id: the platform's own key of the account; NULL when not shown
-- username: its vanity name or handle; NULL when not shown
-- name: displayed name; NULL when not shown
-- website: the address the account gives as its own; NULL when not shown or none
-- has_profile: true when the account's own words were read
-- last_post_at: latest known post, UTC; NULL when none is known
with best as (
    select *
    from core.account_visit
    where is_recent
    qualify row_number() over (
        partition by month, authority_number, channel, native_id
        order by outcome_order, route_order(route), finished_at desc, visit_id
    ) = 1
),
profiles as (
    select
        v.month, v.authority_number, v.channel, v.native_id,
        arg_min(p.native_id, route_order(v.route)) as platform_id,
        arg_min(p.username, route_order(v.route)) filter (v.is_recent) as username,
        arg_min(p.name, route_order(v.route)) filter (v.is_recent) as name,
        arg_min(p.website, route_order(v.route)) filter (v.is_recent and p.website <> '') as website,
        max(p.last_post_at) as last_post_at,
        bool_or(v.is_recent) as has_profile
    from core.account_visit as v
    inner join raw.profile as p using (visit_id, channel)
    where v.outcome = 'ok'
    group by all
),
posts as (
    select v.month, v.authority_number, v.channel, v.native_id, max(p.posted_at) as last_post_at
    from core.account_visit as v
    inner join raw.post as p using (visit_id, channel)
    where p.by = 'page'
    group by all
),
final as (
    select
        a.month, a.authority_number, a.channel, a.native_id,
        b.outcome, b.state, b.detail, b.finished_at,
        p.platform_id, p.username, p.name, p.website, coalesce(p.has_profile, false) as has_profile,
        greatest(p.last_post_at, s.last_post_at) as last_post_at
    from (select distinct month, authority_number, channel, native_id from core.account_month) as a
    left join best as b using (month, authority_number, channel, native_id)
    left join profiles as p using (month, authority_number, channel, native_id)
    left join posts as s using (month, authority_number, channel, native_id)
)
select * from final order by month, authority_number, channel, native_id
