-- One row per month and day of its pages' 90 days on which some were seen: what they did, all together.
-- Pages are visited on different days, so that the first and last days rest on fewer.
-- month: month of the edition, YYYY-MM
-- day: calendar day, UTC
-- pages_observed: official pages whose posts of that day were seen
-- pages_active: of those, pages that posted
-- active_percent: the same, of the observed, %
-- posts: posts by them
-- pages_with_conversations: of the observed, pages whose conversations of that day were seen too
-- replies: comments by those pages that reply to citizens; NULL when there is none of them
-- citizen_comments: comments by citizens there; likewise
with final as (
    select
        month, day, count(*) as pages_observed, count(*) filter (posts > 0) as pages_active,
        percent(count(*) filter (posts > 0), count(*)) as active_percent, sum(posts)::bigint as posts,
        count(replies) as pages_with_conversations, sum(replies)::bigint as replies,
        sum(citizen_comments)::bigint as citizen_comments
    from mart.activity_day_of_page
    group by all
)
select * from final order by month, day
