-- One row per month and authority in force: its official Facebook page, if it is known to have one.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- presence: ja (has one), nei (its website was read and shows none), valgt bort (chose not to) or ukjent
-- native_id: the page, or the candidate for it; NULL when there is neither
-- url: an address that opens it
-- account_status: official, kandidat or chosen_not; NULL when there is no account
-- is_carried: true when the page stands from the month before: this month's website could not be read
-- is_website_observed: true when the authority's website was read this month
-- website_state: what its website visit means: ok, utilgjengelig, robots or feil; NULL when not visited
-- website_detail: why, in Norwegian
with pages as (
    select *
    from core.account_month
    where channel = 'facebook' and role = 'helhetlig' and status in ('official', 'kandidat', 'chosen_not')
    qualify row_number() over (
        partition by month, authority_number
        order by case status when 'official' then 1 when 'chosen_not' then 2 else 3 end, native_id
    ) = 1
),
final as (
    select
        a.month, a.authority_number,
        case
            when p.status = 'official' then 'ja'
            when p.status = 'chosen_not' then 'valgt bort'
            when p.status is null and w.is_observed then 'nei'
            else 'ukjent'
        end as presence,
        nullif(p.native_id, '') as native_id,
        nullif(p.url, '') as url,
        p.status as account_status,
        coalesce(p.is_carried, false) as is_carried,
        coalesce(w.is_observed, false) as is_website_observed,
        w.state as website_state,
        w.detail as website_detail
    from core.authority_month as a
    left join pages as p using (month, authority_number)
    left join core.website_month as w using (month, authority_number)
)
select * from final order by month, authority_number
