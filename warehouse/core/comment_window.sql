-- One row per comment under a post of the 90 days before the month's own visit of the account.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
-- post_id: the post it stands under
-- thread: order of its top-level comment under the post, from 0
-- position: 0 for the top-level comment, 1… for replies under it
-- commented_at: when, UTC, to the minute
-- by: page or citizen
-- is_enquiry: a citizen's top-level question, request, complaint or report
-- is_page_reply: the page answers: under a comment, or anywhere under a visitor's post
with final as (
    select
        w.month, w.authority_number, w.channel, w.native_id, c.post_id, c.thread, c.position, c.commented_at, c.by,
        c.by = 'citizen' and c.position = 0 and c.is_enquiry as is_enquiry,
        c.by = 'page' and (c.position > 0 or p.by = 'visitor') as is_page_reply
    from core.page_window as w
    inner join raw.comment as c using (visit_id, channel)
    -- Under older posts nobody looked: what is said there is in no window.
    inner join core.post_window as p
        on p.month = w.month and p.authority_number = w.authority_number and p.channel = w.channel
        and p.native_id = w.native_id and p.post_id = c.post_id
    where c.commented_at <= w.window_to
    qualify row_number() over (
        partition by w.month, w.authority_number, w.channel, w.native_id, c.post_id, c.thread, c.position
        order by c.reading_position
    ) = 1
)
select * from final order by month, authority_number, channel, native_id, post_id, thread, position
