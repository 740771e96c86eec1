-- One row per month and judged account, rejected ones included, with its evidence.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- authority: name
-- channel: platform
-- native_id: the account's key on it; empty for chosen_not
-- url: an address that opens it
-- role: what it stands for; only helhetlig enters headline numbers
-- status: official, kandidat, rejected or chosen_not
-- evidence: proofs for and against, joined by semicolons
-- last_outcome: outcome of the month's visit that says most; NULL when it was not visited
-- age_years: age of the account, years (M19); of official ones for the whole authority only; NULL when nothing is known
-- is_age_lower_bound: true when it may be older: the oldest post seen is all that is known
-- since_on: the day the age is reckoned from, UTC
with final as (
    select
        a.month, a.authority_number, f.authority, a.channel, a.native_id, a.url, a.role, a.status, a.evidence,
        s.outcome as last_outcome, y.years as age_years, y.is_lower_bound as is_age_lower_bound, y.since_on
    from core.account_month as a
    inner join core.authority_month as f using (month, authority_number)
    left join core.account_seen as s using (month, authority_number, channel, native_id)
    left join metrics.m19_page_age as y using (month, authority_number, channel, native_id)
)
select * from final order by month, authority_number, channel, native_id, status
