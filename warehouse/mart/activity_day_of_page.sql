-- One row per month, official Facebook page and day on which its posts were seen, of the 90 whole days before its visit.
-- A day that was seen and quiet is 0; a day that was not seen has no row. No text, no names: times and "page or citizen".
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- day: calendar day, UTC, as the weeks of M10
-- posts: posts by the page
-- replies: comments by the page that reply to citizens; NULL where conversations were not seen: something is hidden
--     under the posts, or not every post of the seven days before was seen, which are answered for days
-- citizen_comments: comments by citizens; likewise
with days as (
    select
        p.month, p.authority_number, p.native_id, w.covers_from, p.hidden_comments,
        p.window_to::date - n.n::integer as day
    from core.own_page_window as p
    inner join core.page_window as w
        on w.month = p.month and w.authority_number = p.authority_number and w.channel = 'facebook'
        and w.native_id = p.native_id
    cross join range(1, 91) as n (n)
    where w.covers_from <= (p.window_to::date - n.n::integer)::timestamp
),
posts as (
    select month, authority_number, native_id, posted_at::date as day, count(*) as posts
    from core.post_seen
    where channel = 'facebook' and "by" = 'page'
    group by all
),
comments as (
    select month, authority_number, native_id, commented_at::date as day,
        count(*) filter (is_page_reply) as replies, count(*) filter ("by" = 'citizen') as citizens
    from core.comment_seen
    where channel = 'facebook'
    group by all
),
final as (
    select
        d.month, d.authority_number, d.day, coalesce(p.posts, 0) as posts,
        case when is_told then coalesce(c.replies, 0) end as replies,
        case when is_told then coalesce(c.citizens, 0) end as citizen_comments
    from (
        select *, coalesce(hidden_comments, 1) = 0 and covers_from <= day - interval 7 day as is_told from days
    ) as d
    left join posts as p using (month, authority_number, native_id, day)
    left join comments as c using (month, authority_number, native_id, day)
)
select * from final order by month, authority_number, day
