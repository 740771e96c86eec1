-- One row per month and official page that showed posts: citizens' enquiries in 90 days.
-- metric: M6 | henvendelser / enquiries | count | neither | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- enquiries_state: målt, avkortet (less than 80 % of the window seen) or samtaler ikke synlige
-- enquiries: questions, requests, complaints and reports by citizens: top-level comments and visitors' posts;
--     NULL unless målt
-- enquiries_seen: those that were seen: at least so many
-- enquiries_per_30_days: per 30 days seen; NULL unless målt
-- enquiry_rule: version of the rule that told them from other comments; NULL where people did, or it is unknown
-- method_version: version of the whole method
with final as (
    select
        month, authority_number,
        sight as enquiries_state,
        case when sight = 'målt' then enquiries end as enquiries,
        enquiries as enquiries_seen,
        case when sight = 'målt' then 30.0 * enquiries / covered_days end as enquiries_per_30_days,
        enquiry_rule,
        method_version() as method_version
    from core.own_page_window
)
select * from final order by month, authority_number
