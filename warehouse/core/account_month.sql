-- One row per month and account that was judged, or stands from the month before because the website was not seen.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account's key on it; empty for chosen_not
-- url: an address that opens it
-- role: what it stands for; only helhetlig enters headline numbers
-- status: official, kandidat, rejected or chosen_not
-- evidence: proofs for and against, joined by semicolons
-- is_carried: true when it is the month before's judgement: this month's website could not be read
with judged as (
    select month, authority_number, channel, native_id, url, role, status, array_to_string(evidence, '; ') as evidence
    from raw.account
),
-- "Not seen" is never "not there": a site that fails for a month keeps its accounts, for 45 days at most.
carried as (
    select
        e.month, j.authority_number, j.channel, j.native_id, j.url, j.role, j.status, j.evidence
    from core.edition_month as e
    inner join judged as j on j.month = e.previous_month
    left join core.website_month as now on now.month = e.month and now.authority_number = j.authority_number
    left join core.website_month as before
        on before.month = e.previous_month and before.authority_number = j.authority_number
    where not coalesce(now.is_observed, false)
        and days_between(coalesce(before.finished_at, e.observed_on - interval 31 day), coalesce(
            now.finished_at, e.observed_to, e.observed_on::timestamp)) <= 45
        and not exists (
            select 1 from judged as own
            where own.month = e.month and own.authority_number = j.authority_number and own.channel = j.channel
                -- What an old copy or Wikidata alone shows is no look at the website.
                and own.status <> 'kandidat'
        )
),
final as (
    select *, false as is_carried from judged
    anti join carried using (month, authority_number, channel, native_id)
    union all by name
    select *, true as is_carried from carried
)
select * from final order by month, authority_number, channel, native_id, status
