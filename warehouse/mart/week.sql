-- One row per month, official page that showed posts, and each of the last 13 whole ISO weeks before the visit.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- week_from: Monday of the week, UTC
-- is_covered: the week, the one before it and all after it were seen whole
-- acts: posts and comments by the page that were seen
-- replies: of those, comments that reply to citizens
-- week_use: dialog (a reply to a citizen), enveis (an act, no reply) or inaktiv (no act); NULL when that is not known
with final as (
    select month, authority_number, week_from::date as week_from, is_covered, acts, replies, week_use
    from core.page_week
)
select * from final order by month, authority_number, week_from
