-- One row per number read on a visit of a judged account: an interval of what was counted. Sum nothing over accounts
-- as persons: one person may follow many.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- authority: name, main language
-- channel: platform
-- account_id: the account's key on it, as in accounts
-- role: what the account stands for; only helhetlig (the authority as a whole) enters the ranking
-- status: official, kandidat (candidate) or rejected
-- counter_kind: what is counted: followers, likes, talking_about, were_here, subscribers or posts; kinds are never mixed
-- value: middle of the interval, whole number, for showing
-- value_low: smallest true value that fits, persons (posts for kind posts)
-- value_high: largest true value that fits
-- precision: exact, rounded or floored
-- observed_at: when, UTC
-- route: the way in
-- source: part of the page or field that it was read from
-- viewer: who saw it
-- is_recent: at most 45 days before the edition's end
-- is_chosen: true for the one reading that the month's figures use for this account and kind; false too for a number that
--     is held back until a second look
-- visit_id: the visit, as in raw.visit, where its address and outcome stand
select
    o.month, o.authority_number, f.authority, o.channel, o.native_id as account_id, a.role, a.status, o.counter_kind,
    (o.low + o.high) // 2 as value, o.low as value_low, o.high as value_high, o.precision, o.observed_at,
    o.route, o.source, o.viewer, o.is_recent,
    b.visit_id is not null as is_chosen,
    o.visit_id
from core.observation as o
inner join core.account_month as a using (month, authority_number, channel, native_id)
left join core.authority_month as f using (month, authority_number)
left join core.best_observation as b
    on b.month = o.month and b.authority_number = o.authority_number and b.channel = o.channel
    and b.native_id = o.native_id and b.counter_kind = o.counter_kind and b.visit_id = o.visit_id
    and b.source = o.source and b.low = o.low and b.high = o.high
