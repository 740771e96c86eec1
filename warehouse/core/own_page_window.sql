-- One row per month and authority whose official Facebook page showed posts: what was done there in 90 days.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- native_id: the page
-- route: the way in of the visit that it is judged by
-- viewer: who saw it
-- evidence_grade: A–D as in core.evidence_grade; NULL when an automatic visit saw what anybody may see
-- enquiry_rule: version of the rule that told enquiries from other comments; NULL where people did, or it is unknown
-- window_to: end of the window, UTC
-- covered_days: days of the 90 that were seen
-- covered_percent: share of the 90 days that was seen, %
-- is_covered: true from 80 %
-- posts: posts by the page
-- page_acts: posts and comments by the page; a lower bound when the window is not covered
-- replies: of those, comments that reply to citizens
-- reply_threads: threads with such a reply
-- reply_weeks: ISO weeks (UTC) with such a reply
-- enquiries: citizens' enquiries
-- due_enquiries: enquiries whose seven days have passed
-- answered_in_time: of those, answered within seven days
-- hidden_comments: comments under the posts that are counted but were not shown; NULL when that cannot be told
-- sight: målt, avkortet (less than 80 % seen) or samtaler ikke synlige (something is hidden under the posts)
with authors as (
    select distinct month, authority_number, channel, native_id
    from core.comment_seen
),
final as (
    select
        p.month, p.authority_number, p.native_id, w.route, w.viewer,
        -- The interface names who wrote a comment to the token of a page only.
        coalesce(g.evidence_grade, case when w.route = 'graph_api' and c.month is not null then 'A' end)
            as evidence_grade,
        w.enquiry_rule, a.window_to,
        0.9 * a.covered_percent as covered_days,
        a.covered_percent, a.is_covered, a.posts, a.page_acts, a.replies, a.reply_threads, a.reply_weeks,
        a.enquiries, a.due_enquiries, a.answered_in_time, a.hidden_comments,
        case when not a.is_covered then 'avkortet' when coalesce(a.hidden_comments, 1) > 0 then 'samtaler ikke synlige'
            else 'målt' end as sight
    from core.official_page as p
    inner join core.window_acts as a
        on a.month = p.month and a.authority_number = p.authority_number and a.channel = 'facebook'
        and a.native_id = p.native_id and a.window_days = 90 and a.covered_percent > 0
    inner join core.page_window as w
        on w.month = p.month and w.authority_number = p.authority_number and w.channel = 'facebook'
        and w.native_id = p.native_id
    left join core.evidence_grade as g on g.route = w.route and g.viewer = w.viewer
    left join authors as c
        on c.month = p.month and c.authority_number = p.authority_number and c.channel = 'facebook'
        and c.native_id = p.native_id
    where p.presence = 'ja'
)
select * from final order by month, authority_number
