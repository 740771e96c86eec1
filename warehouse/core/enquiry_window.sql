-- One row per enquiry inside the 90 days, with the page's first answer.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
-- post_id: the post it stands under, or the visitor's post that is one
-- thread: order of the comment under the post; NULL for a visitor's post
-- asked_at: when, UTC
-- answered_at: the page's first reply, UTC; NULL when none was seen
with asked as (
    select month, authority_number, channel, native_id, post_id, thread, commented_at as asked_at
    from core.comment_window
    where is_enquiry
    union all
    select month, authority_number, channel, native_id, post_id, null, posted_at
    from core.post_window
    where is_enquiry
),
replies as (
    select month, authority_number, channel, native_id, post_id, thread, commented_at
    from core.comment_window
    where is_page_reply
),
final as (
    select a.*, min(r.commented_at) as answered_at
    from asked as a
    left join replies as r
        on r.month = a.month and r.authority_number = a.authority_number and r.channel = a.channel
        and r.native_id = a.native_id and r.post_id = a.post_id
        and (a.thread is null or r.thread = a.thread) and r.commented_at >= a.asked_at
    group by all
)
select * from final order by month, authority_number, channel, native_id, asked_at, post_id, thread
