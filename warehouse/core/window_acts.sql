-- One row per month and account with a window: what the page and its citizens did in those 90 days.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
-- window_to: end of the window, UTC
-- covered_percent: share of the 90 days that was seen, %
-- is_covered: true from 80 %
-- page_acts: posts and comments by the page; a lower bound when the window is not covered
-- replies: of those, comments that reply to citizens
-- enquiries: citizens' enquiries
-- answered_enquiries: of those, answered by the page
-- last_act_at: the page's latest act, UTC; NULL when none was seen
-- is_closed: true when citizens may not comment on any of the page's posts
-- hidden_comments: comments under the posts that are counted but were not shown; NULL when that cannot be told
with posts as (
    select
        month, authority_number, channel, native_id,
        count(*) filter ("by" = 'page') as posts,
        max(posted_at) filter ("by" = 'page') as last_post_at,
        count(*) = count(hidden_comments) as is_told,
        sum(hidden_comments)::bigint as hidden_comments,
        bool_and(coalesce(not comments_open, false)) filter ("by" = 'page') as is_closed
    from core.post_window
    group by all
),
comments as (
    select month, authority_number, channel, native_id, count(*) as comments,
        count(*) filter (is_page_reply) as replies, max(commented_at) as last_comment_at
    from core.comment_window
    where "by" = 'page'
    group by all
),
enquiries as (
    select month, authority_number, channel, native_id, count(*) as enquiries, count(answered_at) as answered
    from core.enquiry_window
    group by all
),
final as (
    select
        w.month, w.authority_number, w.channel, w.native_id, w.window_to, w.covered_percent, w.is_covered,
        coalesce(p.posts, 0) + coalesce(c.comments, 0) as page_acts,
        coalesce(c.replies, 0) as replies,
        coalesce(e.enquiries, 0) as enquiries,
        coalesce(e.answered, 0) as answered_enquiries,
        greatest(p.last_post_at, c.last_comment_at) as last_act_at,
        coalesce(p.is_closed, false) as is_closed,
        case when p.month is null then 0 when p.is_told then p.hidden_comments end as hidden_comments
    from core.page_window as w
    left join posts as p using (month, authority_number, channel, native_id)
    left join comments as c using (month, authority_number, channel, native_id)
    left join enquiries as e using (month, authority_number, channel, native_id)
)
select * from final order by month, authority_number, channel, native_id
