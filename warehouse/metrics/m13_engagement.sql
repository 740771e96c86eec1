-- One row per month and official page that showed posts: what citizens do with its posts of 90 days [Bonsón].
-- metric: M13 | engasjement P, C, V, E / engagement | ‰ | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- engagement_state: målt, for få (fewer than 5 posts), avkortet, samtaler ikke synlige or ikke vist (a count or the
--     followers are not shown); only målt is ranked
-- posts: posts by the page that were seen
-- p1_percent_low: posts with a reaction, of all, %: smallest fitting value
-- p1_percent_high: likewise, largest
-- p2_low: reactions per post, smallest fitting value
-- p2_high: likewise, largest
-- p3_low: reactions per post and 1000 followers, ‰, smallest fitting value
-- p3_high: likewise, largest
-- c1_percent_low: posts with a citizen's comment, %; the page's own comments are removed
-- c1_percent_high: likewise, largest
-- c2_low: citizens' comments per post, smallest fitting value
-- c2_high: likewise, largest
-- c3_low: the same per 1000 followers, ‰
-- c3_high: likewise, largest
-- v1_percent_low: posts that were shared, %
-- v1_percent_high: likewise, largest
-- v2_low: shares per post, smallest fitting value
-- v2_high: likewise, largest
-- v3_low: the same per 1000 followers, ‰
-- v3_high: likewise, largest
-- engagement: E = P3 + C3 + V3, ‰, middle of the interval; NULL when comments are hidden: whose they are would
--     decide it
-- engagement_low: smallest fitting value, ‰; NULL when a count or the followers are not shown
-- engagement_high: largest fitting value, ‰
-- method_version: version of the whole method
with rated as (
    select
        s.*,
        1000 * p2_low / nullif(f.persons_high, 0) as p3_low, 1000 * p2_high / nullif(f.persons_low, 0) as p3_high,
        1000 * c2_low / nullif(f.persons_high, 0) as c3_low, 1000 * c2_high / nullif(f.persons_low, 0) as c3_high,
        1000 * v2_low / nullif(f.persons_high, 0) as v3_low, 1000 * v2_high / nullif(f.persons_low, 0) as v3_high
    from core.post_engagement as s
    left join metrics.m02_followers as f
        on f.month = s.month and f.authority_number = s.authority_number and f.is_headline
),
final as (
    select
        month, authority_number,
        case when posts < 5 then 'for få' when p3_low + c3_low + v3_low is null then 'ikke vist' else sight end
            as engagement_state,
        * exclude (month, authority_number, sight, is_whole),
        case when is_whole then (p3_low + c3_low + v3_low + p3_high + c3_high + v3_high) / 2 end as engagement,
        p3_low + c3_low + v3_low as engagement_low,
        p3_high + c3_high + v3_high as engagement_high,
        method_version() as method_version
    from rated
)
select * from final order by month, authority_number
