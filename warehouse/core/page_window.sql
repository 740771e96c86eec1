-- One row per month and account whose posts were looked for: the one visit that its use is judged by.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
-- visit_id: the chosen visit; posts of two routes are never mixed, since their keys differ
-- route: its way in
-- viewer: who saw it
-- enquiry_rule: version of the rule that told enquiries from other comments; NULL where people did, or it is unknown
-- window_from: 90 days before the visit, UTC
-- window_to: end of the visit, UTC
-- covers_from: every post since then was seen, UTC, however long before the window; NULL when none could be seen
-- covered_from: every post since then was seen, UTC, never before window_from; NULL when none could be seen
-- covered_percent: share of the 90 days that was seen, %
-- is_covered: true from 80 %
-- is_thread_visible: true when every comment showed whether page or citizen wrote it
with feeds as (
    select
        v.month, v.authority_number, v.channel, v.native_id, v.visit_id, v.route, v.viewer, v.finished_at as window_to,
        nullif(regexp_extract(any_value(r.parser_version), 'enquiry rule (\w+)', 1), '') as enquiry_rule,
        min(f.covers_from) as covers_from,
        bool_or(f.threads_visible) as is_thread_visible
    from core.account_visit as v
    inner join raw.feed as f using (visit_id, channel)
    inner join raw.visit as r using (visit_id)
    anti join core.doubted_page as d
        on d.month = v.month and d.authority_number = v.authority_number and d.channel = v.channel
        and d.native_id = v.native_id
    -- Posts of a page that was saved long ago say how it was used then.
    where v.outcome = 'ok' and v.is_recent
    group by all
),
windows as (
    select *, window_to - interval 90 day as window_from, greatest(covers_from, window_from) as covered_from
    from feeds
),
covered as (
    select
        *,
        case when covers_from is null then 0.0
            else greatest(100.0 * days_between(covered_from, window_to) / 90, 0.0) end as covered_percent,
        covered_percent >= 80 as is_covered
    from windows
),
comments as (
    select visit_id, channel, post_id, count(*) as seen
    from raw.comment
    group by all
),
open_threads as (
    select
        w.visit_id, w.authority_number, w.native_id,
        bool_and(coalesce(hidden_comments(
            c.seen, p.comments_low, p.comments_high, w.is_thread_visible, p.comments_open
        ) = 0, false)) as is_open,
        bool_or(c.seen > 0) as shows_sides
    from covered as w
    inner join raw.post as p on p.visit_id = w.visit_id and p.channel = w.channel and p.posted_at >= w.window_from
    left join comments as c on c.visit_id = p.visit_id and c.channel = p.channel and c.post_id = p.post_id
    group by all
),
final as (
    select
        month, authority_number, channel, native_id, visit_id, route, viewer, enquiry_rule, window_from, window_to,
        covers_from,
        case when covers_from is not null then covered_from end as covered_from,
        covered_percent, is_covered, is_thread_visible
    from covered
    left join open_threads using (visit_id, authority_number, native_id)
    qualify row_number() over (
        partition by month, authority_number, channel, native_id
        -- Everything seen; else conversations rather than a longer list of posts.
        order by is_covered and coalesce(is_open, true) desc,
            is_thread_visible or coalesce(shows_sides, false) desc, covered_percent desc, route_order(route), visit_id
    ) = 1
)
select * from final order by month, authority_number, channel, native_id
