-- One row per number of followers (and, where whose account it is can be doubted, of talk about it) that is held back
-- until a second look: one reading is too little to believe it.
-- A second look is a later month's visit that agrees, or a line in quarantine.csv; for a jump also another way in that
-- agrees.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
-- counter_kind: what is counted
-- visit_id: raw.visit
-- route: the way in
-- source: part of the page or field that it was read from
-- low: smallest true value that fits what was shown
-- high: largest true value that fits
-- observed_at: when, UTC
-- reason: why, in Norwegian: one of four
with numbers as (
    select month, authority_number, channel, native_id, counter_kind, visit_id, route, source, low, high, observed_at
    from core.observation
    where is_recent and counter_kind in ('followers', 'likes', 'subscribers', 'talking_about')
),
-- Months near enough for a number to be compared: within three months nobody grows by a third unseen.
near_month as (
    select now.month, before.month as earlier_month
    from core.edition_month as now
    inner join core.edition_month as before
        on before.month < now.month and now.observed_on - before.observed_on <= 100
),
compared as (
    select
        n.month, n.visit_id, n.channel, n.native_id, n.counter_kind, n.source, n.low,
        bool_and(is_jump(e.low, e.high, n.low, n.high)) as is_jump,
        n.high = 0 and bool_and(e.low >= 10) as is_zero
    from numbers as n
    inner join near_month as m on m.month = n.month
    inner join numbers as e
        on e.month = m.earlier_month and e.channel = n.channel and e.native_id = n.native_id
        and e.counter_kind = n.counter_kind
    -- Talk comes and goes: a jump of it is no sign of anything.
    where n.counter_kind <> 'talking_about'
    group by n.month, n.visit_id, n.channel, n.native_id, n.counter_kind, n.source, n.low, n.high
),
agreed as (
    select distinct n.month, n.visit_id, n.channel, n.native_id, n.counter_kind, n.source, n.low
    from numbers as n
    inner join numbers as other
        on other.month = n.month and other.channel = n.channel and other.native_id = n.native_id
        and other.counter_kind = n.counter_kind and other.route <> n.route
        -- Within what the hours between two visits explain.
        and greatest(other.low - n.high, n.low - other.high) <= 0.05 * greatest(n.low, other.low)
),
whole as (
    select a.month, a.authority_number, a.channel, a.native_id, s.name, host_of(s.website) as host
    from core.account_month as a
    inner join core.account_seen as s using (month, authority_number, channel, native_id)
    where a.role = 'helhetlig' and a.status = 'official' and not a.is_carried
),
-- The name is another one, none of the authority's official names is in it, and it does not point at its website.
taken_over as (
    select now.month, now.authority_number, now.channel, now.native_id
    from whole as now
    inner join core.authority_month as a using (month, authority_number)
    inner join raw.authority as r on r.number = a.authority_number and r.valid_from = a.valid_from
    inner join core.website_host as h using (month, authority_number)
    inner join near_month as m on m.month = now.month
    inner join whole as before
        on before.month = m.earlier_month and before.channel = now.channel and before.native_id = now.native_id
    where not list_bool_or(
            [contains(lower(now.name), lower(name)) for name in list_append(r.official_names, a.authority)]
        )
        and coalesce(not list_contains(h.hosts, now.host), true)
    group by all
    having bool_and(lower(before.name) <> lower(now.name) and coalesce(before.host <> now.host, true))
),
moved_site as (
    select h.month, h.authority_number
    from core.website_host as h
    inner join near_month as m on m.month = h.month
    inner join core.website_host as before on before.month = m.earlier_month
        and before.authority_number = h.authority_number
    -- Where it lay before is known only of months in which it answered.
    semi join core.website_month as seen
        on seen.month = before.month and seen.authority_number = before.authority_number and seen.is_observed
    group by h.month, h.authority_number, h.hosts
    -- A host below one of before is still the authority's own.
    having list_bool_or([
        not list_bool_or([ends_with('.' || host, '.' || earlier) for earlier in flatten(array_agg(before.hosts))])
        for host in h.hosts
    ])
),
-- A website that answers from a new domain may be in other hands: what only it names counts from the next look on.
newly_named as (
    select w.month, w.authority_number, w.channel, w.native_id
    from whole as w
    semi join moved_site as s on s.month = w.month and s.authority_number = w.authority_number
    anti join (
        select m.month, b.authority_number, b.channel, b.native_id
        from near_month as m inner join whole as b on b.month = m.earlier_month
    ) as before using (month, authority_number, channel, native_id)
),
final as (
    select
        n.*,
        case
            when t.month is not null then 'siden har fått et annet navn'
            when s.month is not null then 'nettstedet er flyttet til et annet domene'
            when c.is_zero then 'følgertallet gikk til null'
            else 'følgertallet endret seg mer enn 30 % og 200 personer'
        end as reason
    from numbers as n
    left join compared as c using (month, visit_id, channel, native_id, counter_kind, source, low)
    left join agreed as g using (month, visit_id, channel, native_id, counter_kind, source, low)
    left join taken_over as t using (month, authority_number, channel, native_id)
    left join newly_named as s using (month, authority_number, channel, native_id)
    anti join raw.second_look as k using (month, channel, native_id)
    where t.month is not null or s.month is not null or c.is_zero or (c.is_jump and g.month is null)
)
select * from final order by month, authority_number, channel, native_id, counter_kind, visit_id, source, low
