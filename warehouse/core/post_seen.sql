-- One row per post seen on the month's own visit of the account, however old.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
-- post_id: the platform's key of the post, or one made from time and order
-- posted_at: when, UTC, to the minute
-- days_before: days from the post to the end of the visit; up to 90 it lies in the window
-- by: page or visitor
-- is_enquiry: a visitor's question, request, complaint or report; false for the page's own
-- comments_open: whether citizens may comment; NULL when not shown
-- hidden_comments: comments that it counts beyond those we saw; NULL when that cannot be told
-- reactions_low: reactions, smallest fitting number; NULL when not shown
-- reactions_high: likewise, largest
-- comments_low: comments and replies by anyone, smallest fitting number; NULL when not shown
-- comments_high: likewise, largest
-- shares_low: shares, smallest fitting number; NULL when not shown
-- shares_high: likewise, largest
with comments as (
    select visit_id, channel, post_id, count(*) as seen
    from raw.comment
    group by all
),
final as (
    select
        w.month, w.authority_number, w.channel, w.native_id, p.post_id, p.posted_at,
        days_between(p.posted_at, w.window_to) as days_before,
        p.by,
        p.by = 'visitor' and coalesce(p.is_enquiry, false) as is_enquiry,
        p.comments_open,
        hidden_comments(c.seen, p.comments_low, p.comments_high, w.is_thread_visible, p.comments_open)
            as hidden_comments,
        p.reactions_low, p.reactions_high, p.comments_low, p.comments_high, p.shares_low, p.shares_high
    from core.page_window as w
    inner join raw.post as p using (visit_id, channel)
    left join comments as c using (visit_id, channel, post_id)
    where p.posted_at <= w.window_to
    qualify row_number() over (
        partition by w.month, w.authority_number, w.channel, w.native_id, p.post_id order by p.reading_position
    ) = 1
)
select * from final order by month, authority_number, channel, native_id, posted_at, post_id
