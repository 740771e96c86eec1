-- One row per month and post by an account itself, seen on the month's own visit; the same post may stand in several
-- months. No text, no names, and no posts by visitors: of citizens only how many comments they wrote.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- authority: name, main language
-- channel: platform
-- account_id: the account's key on it, as in accounts
-- post_id: the platform's key of the post, or one made from time and order
-- posted_at: when, UTC, to the minute
-- days_before: days from the post to the end of the visit; up to 90 it lies in the window that use is judged by
-- comments_open: whether citizens may comment; NULL when not shown
-- reactions_low: reactions, smallest fitting number; NULL when not shown
-- reactions_high: likewise, largest
-- comments_low: comments and replies by anyone, smallest fitting number; NULL when not shown
-- comments_high: likewise, largest
-- shares_low: shares, smallest fitting number; NULL when not shown
-- shares_high: likewise, largest
-- citizen_comments: comments by citizens that were seen one by one; NULL when comments are hidden from us
-- page_replies: answers by the page to a citizen; NULL likewise
-- enquiries: of the citizens' comments, questions, requests, complaints and reports; NULL likewise
with said as (
    select month, authority_number, channel, native_id, post_id,
        count(*) filter ("by" = 'citizen') as citizen_comments,
        count(*) filter (is_page_reply) as page_replies,
        count(*) filter (is_enquiry) as enquiries
    from core.comment_seen
    group by all
)
select
    p.month, p.authority_number, f.authority, p.channel, p.native_id as account_id, p.post_id, p.posted_at,
    p.days_before, p.comments_open, p.reactions_low, p.reactions_high, p.comments_low, p.comments_high,
    p.shares_low, p.shares_high,
    case when w.is_thread_visible then coalesce(s.citizen_comments, 0) end as citizen_comments,
    case when w.is_thread_visible then coalesce(s.page_replies, 0) end as page_replies,
    case when w.is_thread_visible then coalesce(s.enquiries, 0) end as enquiries
from core.post_seen as p
inner join core.page_window as w using (month, authority_number, channel, native_id)
left join core.authority_month as f using (month, authority_number)
left join said as s using (month, authority_number, channel, native_id, post_id)
where p.by = 'page'
