-- One row per month and official page that showed posts: enquiries answered within seven days.
-- metric: M7 | svarandel / response rate | % | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- response_state: målt, for få (fewer than 10 enquiries), avkortet or samtaler ikke synlige
-- due_enquiries: enquiries in 90 days whose seven days have passed, as seen
-- answered_in_time: of those, with a reply by the page within seven days; a like is no answer
-- percent: share, %; NULL unless målt
-- percent_low: lower end of Wilson's 95 % interval, %
-- percent_high: upper end, %
-- method_version: version of the whole method
with final as (
    select
        month, authority_number,
        case when sight = 'målt' and due_enquiries < 10 then 'for få' else sight end as response_state,
        due_enquiries, answered_in_time,
        case when response_state = 'målt' then percent(answered_in_time, due_enquiries) end as percent,
        case when response_state = 'målt' then wilson_low(answered_in_time, due_enquiries) end as percent_low,
        case when response_state = 'målt' then wilson_high(answered_in_time, due_enquiries) end as percent_high,
        method_version() as method_version
    from core.own_page_window
)
select * from final order by month, authority_number
