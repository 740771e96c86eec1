-- One row per month and authority with an official Facebook page: how it talks with citizens, over 90 days.
-- Each measure has a state beside it: målt, for få (too few to say), avkortet (too little of the window seen), samtaler
-- ikke synlige (comments are hidden), ikke vist (a count is not shown) or ikke observert (no post could be seen).
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- authority: name, main language
-- kind: kommune or fylkeskommune; Oslo is a kommune
-- size_class: size class by inhabitants; fylkeskommune apart
-- population: inhabitants
-- route: the way in that its posts were seen by; NULL when none was
-- viewer: who saw them
-- evidence_grade: A (a token the page gave), B (saved pages); of the use class, where no visit tells it: C (coded by
--     two people), D (by one); NULL when an automatic visit saw what anybody may see
-- covered_percent: share of the 90 days that was seen, %
-- use_class: dialog, enveis, inaktiv or ukjent
-- is_dialog_plus: the strict class; NULL when it cannot be told
-- activity_state: state of the activity
-- acts_per_30_days: posts and comments by the page per 30 days
-- posts_per_30_days: posts by the page per 30 days; also where conversations are hidden
-- median_days_between_posts: median distance of its posts, days
-- enquiries_state: state of the count of enquiries
-- enquiries: citizens' questions, requests, complaints and reports
-- enquiry_rule: version of the rule that told them from other comments; NULL where people did, or it is unknown
-- response_state: state of the response rate; for få below 10 enquiries whose seven days have passed
-- due_enquiries: enquiries whose seven days have passed; NULL when conversations are hidden or cut
-- answered_in_time: of those, answered by the page within seven days; likewise
-- response_percent: share, %
-- response_percent_low: lower end of Wilson's 95 % interval, %
-- response_percent_high: upper end, %
-- response_time_state: state of the response time; for få below 10 enquiries
-- median_hours: Kaplan–Meier median of hours to the first reply, h; NULL too when fewer than half are answered
-- median_answered_hours: median of the answered ones alone, h
-- within_24_hours_percent: answered within 24 hours, %
-- threads_state: state of the share of dialogue threads; for få when no post has a visible thread
-- visible_threads: posts with a visible thread; NULL unless målt or for få
-- dialogue_threads: of those, with a citizen's comment and a reply by the page; likewise
-- threads_percent: share, %
-- threads_percent_low: lower end of Wilson's 95 % interval, %
-- threads_percent_high: upper end, %
-- composition_state: state of the composition
-- observed_weeks: of the last 13 whole ISO weeks, those seen whole
-- dialog_percent: weeks with a reply to a citizen, whole %; the three sum to 100
-- oneway_percent: weeks with an act but no reply, whole %
-- inactive_percent: weeks without an act, whole %
-- engagement_state: state of the engagement; for få below 5 posts
-- reactions_per_post: P2, middle of the interval
-- comments_per_post: C2, citizens' comments; likewise
-- shares_per_post: V2; likewise
-- engagement: E = P3 + C3 + V3, per 1000 followers and post, ‰, middle of the interval
-- engagement_low: smallest fitting value, ‰; given also where only the interval is known
-- engagement_high: largest fitting value, ‰; likewise
-- interactions_state: state of the engagement per inhabitant
-- interactions_per_1000: reactions, citizens' comments and shares per 1000 inhabitants and 30 days, ‰, middle
-- interactions_per_1000_low: smallest fitting value, ‰; given also where only the interval is known
-- interactions_per_1000_high: largest fitting value, ‰; likewise
-- method_version: version of the whole method
with final as (
    select
        p.month, p.authority_number, a.authority, a.kind, a.size_class, a.population,
        w.route, w.viewer, coalesce(u.evidence_grade, w.evidence_grade) as evidence_grade, w.covered_percent, u.use_class, u.is_dialog_plus,
        coalesce(m5.activity_state, 'ikke observert') as activity_state,
        m5.acts_per_30_days, m5.posts_per_30_days, m5.median_days_between_posts,
        coalesce(m6.enquiries_state, 'ikke observert') as enquiries_state, m6.enquiries, m6.enquiry_rule,
        coalesce(m7.response_state, 'ikke observert') as response_state,
        case when m7.response_state in ('målt', 'for få') then m7.due_enquiries end as due_enquiries,
        case when m7.response_state in ('målt', 'for få') then m7.answered_in_time end as answered_in_time,
        m7.percent as response_percent, m7.percent_low as response_percent_low, m7.percent_high as response_percent_high,
        coalesce(m8.response_time_state, 'ikke observert') as response_time_state,
        case when m8.response_time_state = 'målt' then m8.median_hours end as median_hours,
        case when m8.response_time_state = 'målt' then m8.median_answered_hours end as median_answered_hours,
        case when m8.response_time_state = 'målt' then m8.within_24_hours_percent end as within_24_hours_percent,
        coalesce(m9.threads_state, 'ikke observert') as threads_state,
        case when m9.threads_state in ('målt', 'for få') then m9.visible_threads end as visible_threads,
        case when m9.threads_state in ('målt', 'for få') then m9.dialogue_threads end as dialogue_threads,
        m9.percent as threads_percent, m9.percent_low as threads_percent_low, m9.percent_high as threads_percent_high,
        coalesce(m10.composition_state, 'ikke observert') as composition_state,
        m10.observed_weeks, m10.dialog_percent, m10.oneway_percent, m10.inactive_percent,
        coalesce(m13.engagement_state, 'ikke observert') as engagement_state,
        case when m13.engagement is not null then (m13.p2_low + m13.p2_high) / 2 end as reactions_per_post,
        case when m13.engagement is not null then (m13.c2_low + m13.c2_high) / 2 end as comments_per_post,
        case when m13.engagement is not null then (m13.v2_low + m13.v2_high) / 2 end as shares_per_post,
        case when m13.engagement_state in ('målt', 'avkortet') then m13.engagement end as engagement,
        case when m13.engagement_state <> 'for få' then m13.engagement_low end as engagement_low,
        case when m13.engagement_state <> 'for få' then m13.engagement_high end as engagement_high,
        coalesce(m14.interactions_state, 'ikke observert') as interactions_state,
        m14.per_1000 as interactions_per_1000, m14.per_1000_low as interactions_per_1000_low,
        m14.per_1000_high as interactions_per_1000_high,
        method_version() as method_version
    from core.official_page as p
    inner join core.authority_month as a using (month, authority_number)
    left join core.own_page_window as w using (month, authority_number)
    left join metrics.m11_use_class as u using (month, authority_number)
    left join metrics.m05_activity as m5 using (month, authority_number)
    left join metrics.m06_enquiries as m6 using (month, authority_number)
    left join metrics.m07_response_rate as m7 using (month, authority_number)
    left join metrics.m08_response_time as m8 using (month, authority_number)
    left join metrics.m09_dialogue_threads as m9 using (month, authority_number)
    left join metrics.m10_composition as m10 using (month, authority_number)
    left join metrics.m13_engagement as m13 using (month, authority_number)
    left join metrics.m14_engagement_per_inhabitant as m14 using (month, authority_number)
    where p.presence = 'ja'
)
select * from final order by month, authority_number
