-- One row per month, account and length of window: what the page and its citizens did in those days.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
-- window_days: length of the window, days; 90 is the published one
-- window_to: end of the window, UTC
-- covered_percent: share of the window that was seen, %
-- is_covered: true from 80 %
-- posts: posts by the page
-- page_acts: posts and comments by the page; a lower bound when the window is not covered
-- replies: of those, comments that reply to citizens
-- maybe_answers: comments by the page that reply to citizens, or follow a citizen's under the same post
-- reply_threads: threads with such a reply
-- reply_weeks: ISO weeks (UTC) with such a reply
-- enquiries: citizens' enquiries
-- answered_enquiries: of those, answered by the page
-- due_enquiries: enquiries whose seven days have passed
-- answered_in_time: of those, answered within seven days
-- last_act_at: the page's latest act, UTC; NULL when none was seen
-- is_closed: true when citizens may not comment on any of the page's posts
-- hidden_comments: comments under the posts that are counted but were not shown; NULL when that cannot be told
with windows as (
    select w.*, d.window_days,
        case when w.covers_from is null then 0.0 else least(greatest(
            100.0 * days_between(w.covers_from, w.window_to) / d.window_days, 0.0), 100.0) end as share
    from core.page_window as w
    cross join core.use_window as d
),
posts as (
    select month, authority_number, channel, native_id, window_days,
        count(*) filter ("by" = 'page') as posts,
        max(posted_at) filter ("by" = 'page') as last_post_at,
        count(*) = count(hidden_comments) as is_told,
        sum(hidden_comments)::bigint as hidden_comments,
        bool_and(coalesce(not comments_open, false)) filter ("by" = 'page') as is_closed
    from core.post_seen
    inner join core.use_window on days_before <= window_days
    group by all
),
comments as (
    select month, authority_number, channel, native_id, window_days,
        count(*) as comments,
        count(*) filter (is_page_reply) as replies,
        count(*) filter (is_page_among_citizens) as maybe_answers,
        count(distinct (post_id, thread)) filter (is_page_reply) as threads,
        count(distinct date_trunc('week', commented_at)) filter (is_page_reply) as weeks,
        max(commented_at) as last_comment_at
    from core.comment_seen
    inner join core.use_window on post_days_before <= window_days
    where "by" = 'page'
    group by all
),
enquiries as (
    select month, authority_number, channel, native_id, window_days,
        count(*) as enquiries,
        count(answered_at) as answered,
        count(*) filter (asked_at <= window_to - interval 7 day) as due,
        count(*) filter (asked_at <= window_to - interval 7 day and answered_at <= asked_at + interval 7 day) as in_time
    from core.enquiry_seen
    inner join core.page_window using (month, authority_number, channel, native_id)
    inner join core.use_window on post_days_before <= window_days
    group by all
),
final as (
    select
        w.month, w.authority_number, w.channel, w.native_id, w.window_days, w.window_to,
        w.share as covered_percent, w.share >= 80 as is_covered,
        coalesce(p.posts, 0) as posts,
        coalesce(p.posts, 0) + coalesce(c.comments, 0) as page_acts,
        coalesce(c.replies, 0) as replies,
        coalesce(c.maybe_answers, 0) as maybe_answers,
        coalesce(c.threads, 0) as reply_threads,
        coalesce(c.weeks, 0) as reply_weeks,
        coalesce(e.enquiries, 0) as enquiries,
        coalesce(e.answered, 0) as answered_enquiries,
        coalesce(e.due, 0) as due_enquiries,
        coalesce(e.in_time, 0) as answered_in_time,
        greatest(p.last_post_at, c.last_comment_at) as last_act_at,
        coalesce(p.is_closed, false) as is_closed,
        case when p.month is null then 0 when p.is_told then p.hidden_comments end as hidden_comments
    from windows as w
    left join posts as p using (month, authority_number, channel, native_id, window_days)
    left join comments as c using (month, authority_number, channel, native_id, window_days)
    left join enquiries as e using (month, authority_number, channel, native_id, window_days)
)
select * from final order by month, authority_number, channel, native_id, window_days
