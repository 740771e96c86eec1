-- One row per month and authority whose website was visited: the visit that says most.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- visit_id: the visit, raw.visit
-- is_observed: true when the website was read, so that an account not seen there is an account not there
-- state: ok, utilgjengelig, robots, feil, or for gammel: there is nothing but a copy saved long ago
-- detail: why, in Norwegian; empty when ok
-- outcome: how the visit ended
-- finished_at: when it ended, UTC
-- unread_pages: pages that were asked for and could not be read: what stands on them is not known
with unread as (
    select visit_id, count(*) as pages
    from raw.page_record
    where outcome not in ('ok', 'not_found', 'not_html')
    group by all
),
final as (
    select
        month, authority_number, visit_id, outcome = 'ok' and is_recent as is_observed,
        case when outcome = 'ok' and not is_recent then 'for gammel' else state end as state,
        case when outcome = 'ok' and not is_recent then 'sist lest ' || strftime(finished_at, '%Y-%m-%d')
            else detail end as detail,
        outcome, finished_at, coalesce(u.pages, 0) as unread_pages
    from core.visit_month
    left join unread as u using (visit_id)
    where target_kind = 'website' and authority_number is not null
    qualify row_number() over (
        partition by month, authority_number
        order by is_recent desc, outcome_order, route_order(route), finished_at desc, visit_id
    ) = 1
)
select * from final order by month, authority_number
