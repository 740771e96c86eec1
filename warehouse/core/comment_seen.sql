-- One row per comment seen on the month's own visit of the account, under any of its posts.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
-- post_id: the post it stands under
-- post_days_before: days from that post to the end of the visit; under older posts nobody looked, so a window holds
--     what is said under its own posts
-- thread: order of its top-level comment under the post, from 0
-- position: 0 for the top-level comment, 1… for replies under it
-- commented_at: when, UTC, to the minute
-- by: page or citizen
-- is_enquiry: a citizen's top-level question, request, complaint or report
-- is_page_reply: the page answers a citizen: in a thread with a citizen's word, or anywhere under a visitor's post
-- is_page_among_citizens: the page replies, or comments of its own where a citizen had done so before: an answer, maybe
with comments as (
    select
        w.month, w.authority_number, w.channel, w.native_id, c.post_id, p.days_before as post_days_before,
        c.thread, c.position, c.commented_at, c.by, c.is_enquiry, p.by as post_by
    from core.page_window as w
    inner join raw.comment as c using (visit_id, channel)
    inner join core.post_seen as p
        on p.month = w.month and p.authority_number = w.authority_number and p.channel = w.channel
        and p.native_id = w.native_id and p.post_id = c.post_id
    where c.commented_at <= w.window_to
    qualify row_number() over (
        partition by w.month, w.authority_number, w.channel, w.native_id, c.post_id, c.thread, c.position
        order by c.reading_position
    ) = 1
),
final as (
    select
        month, authority_number, channel, native_id, post_id, post_days_before, thread, position, commented_at, "by",
        "by" = 'citizen' and position = 0 and is_enquiry as is_enquiry,
        "by" = 'page' and (post_by = 'visitor' or (position > 0 and bool_or("by" = 'citizen') over (
            partition by month, authority_number, channel, native_id, post_id, thread
        ))) as is_page_reply,
        is_page_reply or ("by" = 'page' and coalesce(commented_at >= min(commented_at) filter ("by" = 'citizen') over (
            partition by month, authority_number, channel, native_id, post_id
        ), false)) as is_page_among_citizens
    from comments
)
select * from final order by month, authority_number, channel, native_id, post_id, thread, position
