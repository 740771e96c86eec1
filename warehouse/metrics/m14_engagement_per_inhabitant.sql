-- One row per month and official page that showed posts: what citizens do with its posts, per inhabitant.
-- metric: M14 | engasjement per innbygger / engagement per inhabitant | ‰ per 30 days | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- interactions_state: målt, avkortet (less than 80 % of the window seen), samtaler ikke synlige or ikke vist
-- interactions_low: reactions, citizens' comments and shares under its posts of 90 days, smallest fitting number;
--     NULL when a count is not shown
-- interactions_high: likewise, largest
-- per_1000: per 1000 inhabitants and 30 days seen, ‰, middle of the interval; NULL unless målt
-- per_1000_low: smallest fitting value, ‰; NULL when avkortet or a count is not shown
-- per_1000_high: largest fitting value, ‰
-- method_version: version of the whole method
with sums as (
    select
        w.month, w.authority_number, any_value(w.sight) as sight, any_value(w.covered_days) as days,
        coalesce(bool_and(i.post_id is null or i.reactions_low + i.comments_low + i.shares_low is not null), true)
            as is_shown,
        coalesce(sum(i.reactions_low + i.comments_low + i.shares_low), 0)::bigint as low,
        coalesce(sum(i.reactions_high + i.comments_high + i.shares_high), 0)::bigint as high
    from core.own_page_window as w
    left join core.post_interactions as i using (month, authority_number)
    group by w.month, w.authority_number
),
final as (
    select
        s.month, s.authority_number,
        case when s.sight = 'avkortet' then s.sight when not s.is_shown or coalesce(a.population, 0) = 0
            then 'ikke vist' else s.sight end as interactions_state,
        case when s.is_shown then s.low end as interactions_low,
        case when s.is_shown then s.high end as interactions_high,
        case when s.sight <> 'avkortet' then 1000.0 * interactions_low / nullif(a.population, 0) * 30 / s.days end
            as per_1000_low,
        case when s.sight <> 'avkortet' then 1000.0 * interactions_high / nullif(a.population, 0) * 30 / s.days end
            as per_1000_high,
        case when interactions_state = 'målt' then (per_1000_low + per_1000_high) / 2 end as per_1000,
        method_version() as method_version
    from sums as s
    inner join core.authority_month as a using (month, authority_number)
)
select * from final order by month, authority_number
