-- One row per month and authority in force of which it is known whether it has a page: how that page is used.
-- metric: M11 | bruksklasse / use class | class | neither | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- native_id: the page; NULL for ingen side and valgt bort
-- use_class: dialog, enveis, inaktiv, ukjent, ingen side or valgt bort
-- reason: why, in Norwegian: for enveis ubesvart, uten henvendelser or stengt
-- page_acts: posts and comments by the page in 90 days; NULL when its posts could not be seen
-- replies: of those, replies to citizens
-- enquiries: citizens' enquiries in 90 days
-- answered_enquiries: of those, answered by the page
-- last_act_at: the page's latest act in the window, UTC
-- covered_percent: share of the 90 days that was seen, %
-- method_version: version of the whole method
with seen as (
    select
        p.month, p.authority_number, p.presence,
        case when p.presence = 'ja' then p.native_id end as native_id,
        w.* exclude (month, authority_number, channel, native_id)
    from core.official_page as p
    left join core.window_acts as w
        on w.month = p.month and w.authority_number = p.authority_number and w.channel = 'facebook'
        and w.native_id = p.native_id and p.presence = 'ja' and w.covered_percent > 0
    where p.presence <> 'ukjent'
),
-- What was not shown can't be called silence: it proves neither too few acts nor the lack of an answer.
classed as (
    select *, case
        when presence = 'nei' then ['ingen side', 'ingen offisiell side']
        when presence = 'valgt bort' then ['valgt bort', 'myndigheten har valgt det bort']
        when window_to is null then ['ukjent', 'innlegg ikke synlige']
        when not is_covered and replies = 0 then ['ukjent', 'avkortet vindu']
        when last_act_at is null and hidden_comments = 0 then ['inaktiv', 'ingen handlinger']
        when last_act_at < window_to - interval 60 day and hidden_comments = 0
            then ['inaktiv', 'taus i mer enn 60 dager']
        when is_covered and page_acts + hidden_comments < 3 then ['inaktiv', 'færre enn 3 handlinger']
        when answered_enquiries > 0 and page_acts >= 3 and last_act_at >= window_to - interval 60 day
            then ['dialog', 'besvarte henvendelser']
        when not is_covered then ['ukjent', 'avkortet vindu']
        when coalesce(hidden_comments, 1) > 0 then ['ukjent', 'samtaler ikke synlige']
        when is_closed then ['enveis', 'stengt']
        when enquiries > 0 then ['enveis', 'ubesvart']
        else ['enveis', 'uten henvendelser']
    end as verdict
    from seen
),
final as (
    select
        month, authority_number, native_id, verdict[1] as use_class, verdict[2] as reason,
        page_acts, replies, enquiries, answered_enquiries, last_act_at, covered_percent,
        method_version() as method_version
    from classed
)
select * from final order by month, authority_number
