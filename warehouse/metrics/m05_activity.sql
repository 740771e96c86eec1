-- One row per month and official page that showed posts: how much it does in 90 days.
-- metric: M5 | aktivitet / activity | acts per 30 days | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- activity_state: målt, avkortet (less than 80 % of the window seen) or samtaler ikke synlige
-- acts_per_30_days: posts and comments by the page per 30 days seen; NULL unless målt
-- posts_per_30_days: posts by the page per 30 days seen; NULL when avkortet
-- median_days_between_posts: median distance of its posts, days; NULL when avkortet, or with fewer than two posts
-- posts: posts by the page that were seen in the window
-- covered_percent: share of the 90 days that was seen, %
-- method_version: version of the whole method
with gaps as (
    select
        p.month, p.authority_number, p.native_id,
        days_between(lag(p.posted_at) over (
            partition by p.month, p.authority_number, p.native_id order by p.posted_at, p.post_id
        ), p.posted_at) as days
    from core.post_seen as p
    where p.channel = 'facebook' and p."by" = 'page' and p.days_before <= 90
),
medians as (
    select month, authority_number, native_id, median(days) as days
    from gaps
    group by all
),
final as (
    select
        w.month, w.authority_number,
        w.sight as activity_state,
        case when w.sight = 'målt' then 30.0 * w.page_acts / w.covered_days end as acts_per_30_days,
        case when w.is_covered then 30.0 * w.posts / w.covered_days end as posts_per_30_days,
        case when w.is_covered then g.days end as median_days_between_posts,
        w.posts, w.covered_percent,
        method_version() as method_version
    from core.own_page_window as w
    left join medians as g using (month, authority_number, native_id)
)
select * from final order by month, authority_number
