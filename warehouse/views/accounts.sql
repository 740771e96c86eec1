-- One row per month and account known by then: whose it is, what it stands for, its proofs, and when it was seen.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- authority: name; of a former authority its last one
-- channel: platform
-- account_id: the account's key on it; empty when the authority chose not to be there
-- url: an address that opens it
-- role: helhetlig (the authority as a whole), sektor, virksomhet, bydel, prosjekt, person, sted, gruppe, …
-- status: official, kandidat (candidate), rejected or chosen_not
-- evidence: proofs for and against, joined by semicolons
-- is_current: true when that judgement holds for this month; false once the website no longer shows the account
-- last_outcome: how the month's visit of it ended; NULL when it was not visited
-- followers: followers, subscribers or likes by the month's reading, middle of the interval, persons; NULL when not read
-- counter_kind: which of these it is
-- seen_from: first month in which the authority's website linked to it, YYYY-MM; NULL when it never did
-- last_seen: last such month; NULL likewise
-- seen_to: that month again, once it is known that the link is gone; else NULL
-- gap_months: months in between in which the website was read and did not link to it
-- last_checked_on: day the website was last read, or the account last seen, whichever is later; NULL when neither was
with audience as (
    select month, authority_number, channel, native_id, counter_kind, value
    from core.best_observation
    where is_recent and counter_kind in ('followers', 'subscribers', 'likes')
    qualify row_number() over (
        partition by month, authority_number, channel, native_id
        order by list_position(['followers', 'subscribers', 'likes'], counter_kind)
    ) = 1
)
select
    r.month, r.authority_number, r.authority, r.channel, r.native_id as account_id, r.url, r.role, r.status,
    r.evidence, r.is_current, s.outcome as last_outcome, c.value as followers, c.counter_kind,
    r.seen_from, r.last_seen, r.seen_to, r.gap_months, r.last_checked_on
from mart.register as r
left join core.account_seen as s using (month, authority_number, channel, native_id)
left join audience as c using (month, authority_number, channel, native_id)
