-- One row per citizen's enquiry seen on the month's own visit of the account, with the page's first answer.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
-- post_id: the post it stands under, or the visitor's post that is one
-- post_days_before: days from that post to the end of the visit; up to 90 it lies in the window
-- thread: order of the comment under the post; NULL for a visitor's post
-- asked_at: when, UTC
-- answered_at: the page's first reply, UTC; NULL when none was seen
with asked as (
    select month, authority_number, channel, native_id, post_id, post_days_before, thread, commented_at as asked_at
    from core.comment_seen
    where is_enquiry
    union all
    select month, authority_number, channel, native_id, post_id, days_before, null, posted_at
    from core.post_seen
    where is_enquiry
),
replies as (
    select month, authority_number, channel, native_id, post_id, thread, position, commented_at
    from core.comment_seen
    where is_page_reply
),
final as (
    -- What stands under a comment came after it; where times are rounded, not before it either.
    select
        a.month, a.authority_number, a.channel, a.native_id, a.post_id, a.post_days_before, a.thread, a.asked_at,
        min(greatest(r.commented_at, a.asked_at)) filter (r.commented_at is not null) as answered_at
    from asked as a
    left join replies as r
        on r.month = a.month and r.authority_number = a.authority_number and r.channel = a.channel
        and r.native_id = a.native_id and r.post_id = a.post_id
        -- A visitor's post is answered by a comment of its own, not by a reply to somebody else's.
        and case when a.thread is null then r.position = 0 else r.thread = a.thread end
    group by all
)
select * from final order by month, authority_number, channel, native_id, asked_at, post_id, thread
