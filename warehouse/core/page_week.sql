-- One row per month, official page that showed posts, and each of the last 13 whole ISO weeks before the visit.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- native_id: the page
-- week_from: Monday 00:00, UTC
-- is_covered: every post of the week, of the seven days before it and after it was seen: a post is answered for days
-- acts: posts and comments by the page, under the posts that were seen
-- replies: of those, comments that reply to citizens
-- week_use: dialog (a reply to a citizen), enveis (an act, no reply) or inaktiv (no act); NULL when not covered, or
--     when comments that were not shown may hold the reply
with weeks as (
    select
        p.month, p.authority_number, p.native_id, w.covers_from,
        date_trunc('week', p.window_to)::timestamp - to_days(7 * n.n::integer) as week_from,
        week_from + interval 7 day as week_to
    from core.own_page_window as p
    inner join core.page_window as w
        on w.month = p.month and w.authority_number = p.authority_number and w.channel = 'facebook'
        and w.native_id = p.native_id
    cross join range(1, 14) as n (n)
),
acts as (
    select month, authority_number, native_id, posted_at as acted_at, false as is_reply
    from core.post_seen
    where channel = 'facebook' and "by" = 'page'
    union all
    select month, authority_number, native_id, commented_at, is_page_reply
    from core.comment_seen
    where channel = 'facebook' and "by" = 'page'
),
counted as (
    select month, authority_number, native_id, date_trunc('week', acted_at)::timestamp as week_from,
        count(*) as acts, count(*) filter (is_reply) as replies
    from acts
    group by all
),
-- From a post with something hidden under it on, a reply may stand there in any week.
hidden as (
    select month, authority_number, native_id, min(posted_at) as hidden_from
    from core.post_seen
    where channel = 'facebook' and coalesce(hidden_comments, 1) > 0
    group by all
),
final as (
    select
        w.month, w.authority_number, w.native_id, w.week_from,
        coalesce(w.covers_from <= w.week_from - interval 7 day, false) as is_covered,
        coalesce(c.acts, 0) as acts,
        coalesce(c.replies, 0) as replies,
        case
            when not is_covered then null
            when c.replies > 0 then 'dialog'
            when h.hidden_from < w.week_to then null
            when c.acts > 0 then 'enveis'
            else 'inaktiv' end as week_use
    from weeks as w
    left join counted as c using (month, authority_number, native_id, week_from)
    left join hidden as h using (month, authority_number, native_id)
)
select * from final order by month, authority_number, week_from
