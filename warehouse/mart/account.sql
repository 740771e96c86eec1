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
with final as (
    select
        a.month, a.authority_number, f.authority, a.channel, a.native_id, a.url, a.role, a.status, a.evidence,
        s.outcome as last_outcome
    from core.account_month as a
    inner join core.authority_month as f using (month, authority_number)
    left join core.account_seen as s using (month, authority_number, channel, native_id)
)
select * from final order by month, authority_number, channel, native_id, status
