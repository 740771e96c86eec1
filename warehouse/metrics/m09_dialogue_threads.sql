-- One row per month and official page that showed posts: posts in 90 days under which page and citizens talk.
-- metric: M9 | dialogtråder / dialogue threads | % | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- threads_state: målt, for få (no post has a visible thread), avkortet or samtaler ikke synlige
-- visible_threads: posts by the page with comments, all of them seen with who wrote them
-- dialogue_threads: of those, with a citizen's comment and a reply by the page
-- percent: share, %; NULL unless målt
-- percent_low: lower end of Wilson's 95 % interval, %
-- percent_high: upper end, %
-- method_version: version of the whole method
with said as (
    select
        month, authority_number, native_id, post_id,
        bool_or("by" = 'citizen') and bool_or(is_page_reply) as is_dialogue
    from core.comment_seen
    where channel = 'facebook'
    group by all
),
threads as (
    select p.month, p.authority_number, p.native_id, count(*) as visible, count(*) filter (s.is_dialogue) as dialogue
    from core.post_seen as p
    inner join said as s using (month, authority_number, native_id, post_id)
    where p.channel = 'facebook' and p."by" = 'page' and p.days_before <= 90 and p.hidden_comments = 0
    group by all
),
final as (
    select
        w.month, w.authority_number,
        case when w.sight = 'målt' and t.visible is null then 'for få' else w.sight end as threads_state,
        coalesce(t.visible, 0) as visible_threads,
        coalesce(t.dialogue, 0) as dialogue_threads,
        case when threads_state = 'målt' then percent(t.dialogue, t.visible) end as percent,
        case when threads_state = 'målt' then wilson_low(t.dialogue, t.visible) end as percent_low,
        case when threads_state = 'målt' then wilson_high(t.dialogue, t.visible) end as percent_high,
        method_version() as method_version
    from core.own_page_window as w
    left join threads as t using (month, authority_number, native_id)
)
select * from final order by month, authority_number
