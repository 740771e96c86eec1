-- One row per month and official account for the whole authority of which a post or its opening is known by then.
-- Posts of this month and all before count, also those in copies saved long ago.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account
-- opened_at: when it was opened, the platform says, UTC; NULL when it does not
-- posted_at: oldest post by the account that was seen, UTC; NULL when none was
with accounts as (
    select distinct a.month, a.authority_number, a.channel, a.native_id, f.series
    from core.account_month as a
    inner join core.authority_month as f using (month, authority_number)
    where a.role = 'helhetlig' and a.status = 'official' and a.native_id <> ''
),
-- A page that changes its name keeps the platform's own key.
keys as (
    select month, authority_number, channel, native_id, series, native_id as key from accounts
    union
    select a.month, a.authority_number, a.channel, a.native_id, a.series, s.platform_id
    from accounts as a
    inner join core.account_seen as s using (month, authority_number, channel, native_id)
    where s.platform_id is not null
),
-- A clock that was wrong shows posts from before there was any of these platforms: Facebook's first day is the limit.
told as (
    select v.month, v.authority_number, v.channel, v.native_id, p.posted_at as first_at, false as is_opening
    from core.account_visit as v
    inner join raw.post as p using (visit_id, channel)
    where p."by" = 'page' and p.posted_at between '2004-02-04' and v.finished_at
    union all
    select v.month, v.authority_number, v.channel, v.native_id, p.created_at, true
    from core.account_visit as v
    inner join raw.profile as p using (visit_id, channel)
    where v.outcome = 'ok' and p.created_at between '2004-02-04' and v.finished_at
),
firsts as (
    select k.month, k.series, k.channel, k.key,
        min(t.first_at) filter (t.is_opening) as opened_at, min(t.first_at) filter (not t.is_opening) as posted_at
    from keys as k
    inner join told as t using (month, authority_number, channel, native_id)
    group by all
),
final as (
    select k.month, k.authority_number, k.channel, k.native_id,
        min(f.opened_at) as opened_at, min(f.posted_at) as posted_at
    from keys as k
    inner join firsts as f on f.series = k.series and f.channel = k.channel and f.key = k.key and f.month <= k.month
    group by all
)
select * from final order by month, authority_number, channel, native_id
