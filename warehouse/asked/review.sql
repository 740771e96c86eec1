-- One row per thing that a person should look at before the figures of $month are relied on, see `registry review`.
-- Asked of the built warehouse, and no table of it.
-- month: month of the edition, YYYY-MM
-- kind: unsettled, renamed, gone, closed, changed, site moved, site dead, hearsay or candidate
-- kind_order: most useful first, from 1; what decides a headline number comes before what does not
-- authority_number: official number, text
-- authority: name
-- population: inhabitants; NULL when not known
-- channel: platform; NULL for a website
-- native_id: the account; NULL for a website
-- role: what the account is held to stand for; NULL for a website
-- url: the address to open
-- evidence: proofs for and against, or what was met, joined by semicolons
with accounts as (
    select
        a.*, e.previous_month,
        evidence like '%linked: %' as is_linked,
        bool_or(role = 'helhetlig' and status in ('official', 'chosen_not'))
            over (partition by a.month, authority_number, channel) as is_settled
    from core.account_month as a
    inner join core.edition_month as e using (month)
),
candidates as (
    select month, authority_number, channel, native_id, role, url, evidence,
        case
            when role = 'helhetlig' and is_linked and not is_settled then 'unsettled'
            when not is_linked and evidence like '%weak: %' then 'hearsay'
            else 'candidate'
        end as kind
    from accounts
    where status = 'kandidat'
),
own as (
    select * from accounts where status = 'official' and role = 'helhetlig'
),
renamed as (
    select o.month, o.authority_number, o.channel, o.native_id, o.role, o.url, 'renamed' as kind,
        concat_ws('; ',
            case when now.name <> before.name then 'called ' || before.name || ' before, ' || now.name || ' now' end,
            case when now.username <> before.username
                then 'at ' || before.username || ' before, ' || now.username || ' now' end, o.evidence) as evidence
    from own as o
    inner join core.account_seen as now
        on now.month = o.month and now.authority_number = o.authority_number and now.channel = o.channel
        and now.native_id = o.native_id
    inner join core.account_seen as before
        on before.month = o.previous_month and before.authority_number = o.authority_number
        and before.channel = o.channel and before.native_id = o.native_id
    where now.name <> before.name or now.username <> before.username
),
lost as (
    -- Official the month before, and no longer: the link went, the account was closed, or another took its place.
    select e.month, b.authority_number, b.channel, b.native_id, b.role, b.url,
        case
            when now.evidence like '%the platform has no such account%' then 'closed'
            when taken.native_id is not null then 'changed'
            else 'gone'
        end as kind,
        concat_ws('; ', 'official in ' || b.month, 'now ' || taken.native_id, coalesce(now.evidence, 'no link any more'))
            as evidence
    from own as b
    inner join core.edition_month as e on e.previous_month = b.month
    inner join core.website_month as w
        on w.month = e.month and w.authority_number = b.authority_number and w.is_observed
    left join core.account_month as now
        on now.month = e.month and now.authority_number = b.authority_number and now.channel = b.channel
        and now.native_id = b.native_id
    left join own as taken
        on taken.month = e.month and taken.authority_number = b.authority_number and taken.channel = b.channel
    where b.channel not in ('rss', 'blog')
        and not (coalesce(now.status, '') = 'official' and coalesce(now.role, '') = 'helhetlig')
),
sites as (
    select w.month, w.authority_number, null as channel, null as native_id, null as role,
        coalesce(p.final_url, a.website) as url,
        case when w.outcome = 'ok' then 'site moved' else 'site dead' end as kind,
        case when w.outcome = 'ok' then a.website || ' answers as ' || p.final_url
            else a.website || ': ' || w.outcome end as evidence
    from core.website_month as w
    inner join core.authority_month as a using (month, authority_number)
    left join raw.page_record as p on p.visit_id = w.visit_id and p.reading_position = 1
    where (w.outcome = 'ok' and p.status = 200 and host_of(p.final_url) <> host_of(a.website)
            and not ends_with(host_of(p.final_url), '.' || host_of(a.website)))
        or w.outcome in ('unreachable', 'timeout', 'not_found', 'http_error', 'unparsable', 'not_html')
),
everything as (
    select * from candidates
    union all by name
    select * from renamed
    union all by name
    select * from lost
    union all by name
    select * from sites
),
final as (
    select
        v.month, v.kind,
        list_position(['unsettled', 'closed', 'changed', 'renamed', 'gone', 'site dead', 'site moved', 'hearsay',
            'candidate'], v.kind) as kind_order,
        v.authority_number, a.authority, a.population, v.channel, v.native_id, v.role, v.url, v.evidence
    from everything as v
    inner join core.authority_month as a using (month, authority_number)
)
select * from final
where month = $month
order by kind_order, channel is not null and channel <> 'facebook', population desc nulls last, authority_number,
    channel, native_id
