-- One row per month and official page that showed posts: what its last 13 whole ISO weeks were.
-- metric: M10 | dialogsammensetning / composition | % | neither | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- composition_state: målt, avkortet (fewer than 10 weeks seen whole) or samtaler ikke synlige
-- observed_weeks: of the 13, weeks of which every post was seen, and every post of the seven days before
-- dialog_weeks: weeks with a reply by the page to a citizen, as seen
-- oneway_weeks: weeks with an act of the page and no reply, as far as that is known
-- inactive_weeks: weeks without any act, likewise
-- dialog_percent: of the observed weeks, whole %, the three summing to 100 (largest remainder); NULL unless målt
-- oneway_percent: likewise, %
-- inactive_percent: likewise, %
-- method_version: version of the whole method
with weeks as (
    select
        month, authority_number,
        count(*) filter (is_covered) as observed,
        count(week_use) as told,
        [count(*) filter (week_use = 'dialog'), count(*) filter (week_use = 'enveis'),
            count(*) filter (week_use = 'inaktiv')] as counts
    from core.page_week
    group by all
),
final as (
    select
        month, authority_number,
        -- Weeks with a reply are told before those without: unless all are, their share is none.
        case when observed < 10 then 'avkortet' when told < observed then 'samtaler ikke synlige' else 'målt' end
            as composition_state,
        observed as observed_weeks,
        counts[1] as dialog_weeks, counts[2] as oneway_weeks, counts[3] as inactive_weeks,
        case when composition_state = 'målt' then largest_remainder(counts)[1]::bigint end as dialog_percent,
        case when composition_state = 'målt' then largest_remainder(counts)[2]::bigint end as oneway_percent,
        case when composition_state = 'målt' then largest_remainder(counts)[3]::bigint end as inactive_percent,
        method_version() as method_version
    from weeks
)
select * from final order by month, authority_number
