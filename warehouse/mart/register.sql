-- One row per month and account that has ever been judged by then: the register as it stood in that month.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- authority: name; of a former authority its last one
-- channel: platform
-- native_id: the account's key on it; empty for chosen_not
-- url: an address that opens it; empty for chosen_not
-- role: what it stands for, as last judged
-- status: official, kandidat, rejected or chosen_not, as last judged
-- evidence: proofs for and against, joined by semicolons, as last judged
-- judged_in: month of that judgement, YYYY-MM
-- is_current: true when that judgement holds for this month; false once the website no longer shows the account
-- seen_from: first month in which the authority's website was read and linked to it; NULL when it never did
-- last_seen: last such month; NULL likewise
-- seen_to: that month again, once the website was read later and no longer linked to it, or the authority ended; else NULL
-- gap_months: months between seen_from and last_seen in which the website was read and did not link to it
-- last_checked_on: day the website was last read, or the account last seen, whichever is later; NULL when neither was
with accounts as (
    select authority_number, channel, native_id, min(month) as first_month from core.account_month group by all
),
linked as (
    select distinct month, authority_number, channel, native_id from core.link_place
),
visited as (
    select month, authority_number, channel, native_id, max(finished_at) as visited_at
    from core.account_visit
    where outcome = 'ok'
    group by all
),
facts as (
    select
        e.month, a.authority_number, f.authority, a.channel, a.native_id, j.url, j.role, j.status, j.evidence,
        case when not j.is_carried then e.month end as judged_in,
        l.month as linked_in,
        case when w.is_observed then e.month end as read_in,
        greatest(case when w.is_observed then w.finished_at end, v.visited_at) as checked_at
    from accounts as a
    inner join core.edition_month as e on e.month >= a.first_month
    left join core.authority_month as f on f.month = e.month and f.authority_number = a.authority_number
    left join core.website_month as w on w.month = e.month and w.authority_number = a.authority_number
    left join core.account_month as j
        on j.month = e.month and j.authority_number = a.authority_number and j.channel = a.channel
        and j.native_id = a.native_id
    left join linked as l
        on l.month = e.month and l.authority_number = a.authority_number and l.channel = a.channel
        and l.native_id = a.native_id
    left join visited as v
        on v.month = e.month and v.authority_number = a.authority_number and v.channel = a.channel
        and v.native_id = a.native_id
),
-- What was known by each month: the latest word on everything, and every month missed since the first link.
known as (
    select
        month, authority_number, channel, native_id,
        last_value(authority ignore nulls) over past as authority,
        authority is not null as is_in_force,
        last_value(url ignore nulls) over past as url,
        last_value(role ignore nulls) over past as role,
        last_value(status ignore nulls) over past as status,
        last_value(evidence ignore nulls) over past as evidence,
        last_value(judged_in ignore nulls) over past as judged_in,
        status is not null as is_current,
        min(linked_in) over past as seen_from,
        max(linked_in) over past as last_seen,
        max(read_in) over past as last_read,
        linked_in,
        count(*) filter (read_in is not null and linked_in is null) over past as unlinked_months,
        max(checked_at) over past as checked_at
    from facts
    window past as (partition by authority_number, channel, native_id order by month)
),
counted as (
    select
        *,
        -- Of the months read without a link, those before the first link and after the last are no gap.
        first_value(case when linked_in is not null then unlinked_months end ignore nulls) over past as before_first,
        last_value(case when linked_in is not null then unlinked_months end ignore nulls) over past as before_last
    from known
    window past as (partition by authority_number, channel, native_id order by month)
),
final as (
    select
        month, authority_number, authority, channel, native_id, url, role, status, evidence, judged_in, is_current,
        seen_from, last_seen,
        case when last_read > last_seen or not is_in_force then last_seen end as seen_to,
        coalesce(before_last - before_first, 0) as gap_months,
        checked_at::date as last_checked_on
    from counted
    where authority is not null
)
select * from final order by month, authority_number, channel, native_id
