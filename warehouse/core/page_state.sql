-- One row per month and authority in force: the state its headline number is in.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- presence: ja, nei, valgt bort or ukjent, as in core.official_page
-- native_id: the page or the candidate for it
-- state: ok, ingen side, valgt bort, utilgjengelig (wall), robots, feil, for gammel (> 45 days) or ikke oppdatert
--     (a number was read and is held back until a second look)
-- state_detail: why, in Norwegian; empty when there is nothing to say
-- is_measured: true when a number of the headline counter counts in this edition
with headline as (
    select o.*
    from core.current_observation as o
    inner join core.headline_kind as h on h.month = o.month and h.counter_kind = o.counter_kind
    where o.channel = 'facebook'
),
other as (
    select distinct o.month, o.authority_number, o.native_id
    from core.current_observation as o
    inner join core.headline_kind as h on h.month = o.month and h.counter_kind <> o.counter_kind
    where o.channel = 'facebook' and o.counter_kind in ('followers', 'likes') and not o.is_too_old
),
held as (
    select q.month, q.authority_number, q.native_id, min(q.reason) as reason
    from core.quarantine as q
    inner join core.headline_kind as h on h.month = q.month and h.counter_kind = q.counter_kind
    where q.channel = 'facebook'
    group by all
),
judged as (
    select
        p.month, p.authority_number, p.presence, p.native_id, p.account_status, p.website_state, p.website_detail,
        s.state as visit_state, coalesce(nullif(s.detail, ''), 'ikke besøkt') as visit_detail,
        h.is_too_old, h.is_carried, strftime(h.observed_at, '%Y-%m-%d') as seen_on,
        o.month is not null as has_other_kind,
        -- Another way in may have shown a number that stands.
        case when coalesce(h.is_too_old, true) then q.reason end as held_reason
    from core.official_page as p
    left join core.account_seen as s
        on s.month = p.month and s.authority_number = p.authority_number and s.channel = 'facebook'
        and s.native_id = p.native_id
    left join headline as h
        on h.month = p.month and h.authority_number = p.authority_number and h.native_id = p.native_id
    left join other as o
        on o.month = p.month and o.authority_number = p.authority_number and o.native_id = p.native_id
    left join held as q
        on q.month = p.month and q.authority_number = p.authority_number and q.native_id = p.native_id
),
final as (
    select
        month, authority_number, presence, native_id,
        case
            when presence = 'nei' then 'ingen side'
            when presence = 'valgt bort' then 'valgt bort'
            when presence = 'ukjent' and account_status = 'kandidat' then 'feil'
            when presence = 'ukjent' then coalesce(nullif(website_state, 'ok'), 'feil')
            when held_reason is not null then 'ikke oppdatert'
            when is_too_old then 'for gammel'
            when not is_too_old then 'ok'
            when visit_state = 'ok' and has_other_kind then 'utilgjengelig'
            when visit_state = 'ok' or visit_state is null then 'feil'
            else visit_state
        end as state,
        case
            when presence in ('nei', 'valgt bort') then ''
            when presence = 'ukjent' and account_status = 'kandidat' then 'kandidat, ikke bekreftet'
            when presence = 'ukjent' then 'nettstedet: ' || coalesce(website_detail, 'ikke besøkt')
            when held_reason is not null then held_reason
            when is_too_old or is_carried then 'sist lest ' || seen_on
                || case when coalesce(visit_state, '') <> 'ok' then '; ' || visit_detail else '' end
            when not is_too_old then ''
            when visit_state = 'ok' and has_other_kind then 'viser ikke månedens teller'
            when visit_state = 'ok' then 'fant ingen teller'
            else visit_detail
        end as state_detail,
        coalesce(presence = 'ja' and not is_too_old and held_reason is null, false) as is_measured
    from judged
)
select * from final order by month, authority_number
