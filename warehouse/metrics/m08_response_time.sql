-- One row per month and official page that showed posts: hours until the page answers an enquiry of the 90 days.
-- metric: M8 | median svartid / response time | h | lower | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- response_time_state: målt, for få (fewer than 10 enquiries), avkortet or samtaler ikke synlige
-- enquiries: enquiries that were seen
-- median_hours: Kaplan–Meier median of the hours to the first reply, unanswered ones censored at the end of the window;
--     NULL when fewer than half are answered, nothing was asked or something may be hidden. Elapsed time in UTC: no summer time in it
-- median_answered_hours: median of the answered ones alone, h
-- within_24_hours_percent: answered within 24 hours of the enquiries whose 24 hours have passed, %
-- method_version: version of the whole method
with medians as (
    -- A product of fractions misses one half by a hair.
    select month, authority_number, min(hours) filter (unanswered_share <= 0.5 + 1e-9) as median_hours
    from core.response_curve
    group by all
),
waits as (
    select
        w.month, w.authority_number, w.sight, e.asked_at, epoch(e.answered_at - e.asked_at) / 3600.0 as hours,
        e.asked_at <= w.window_to - interval 24 hour as is_day_past
    from core.own_page_window as w
    left join core.enquiry_seen as e
        on e.month = w.month and e.authority_number = w.authority_number and e.channel = 'facebook'
        and e.native_id = w.native_id and e.post_days_before <= 90
),
final as (
    select
        s.month, s.authority_number,
        case when any_value(s.sight) = 'målt' and count(s.asked_at) < 10 then 'for få' else any_value(s.sight) end
            as response_time_state,
        count(s.asked_at) as enquiries,
        case when any_value(s.sight) = 'målt' then any_value(m.median_hours) end as median_hours,
        case when any_value(s.sight) = 'målt' then median(s.hours) end as median_answered_hours,
        case when any_value(s.sight) = 'målt' then percent(
            count(*) filter (s.is_day_past and s.hours <= 24), count(*) filter (s.is_day_past)
        ) end as within_24_hours_percent,
        method_version() as method_version
    from waits as s
    left join medians as m using (month, authority_number)
    group by s.month, s.authority_number
)
select * from final order by month, authority_number
