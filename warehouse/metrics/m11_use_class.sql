-- One row per month and authority in force of which it is known whether it has a page: how that page is used.
-- metric: M11 | bruksklasse / use class | class | neither | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- native_id: the page; NULL for ingen side and valgt bort
-- use_class: dialog, enveis, inaktiv, ukjent, ingen side or valgt bort
-- reason: why, in Norwegian: for enveis ubesvart, uten henvendelser or stengt; the rest as in macro use_verdict
-- is_dialog_plus: dialog with 5 enquiries, half answered within 7 days, in 3 threads and 3 weeks; NULL when not known
-- page_acts: posts and comments by the page in 90 days; NULL when not seen; of two coders' counts the lower, as below
-- replies: of those, replies to citizens; coded: comments by the page, whoever it answers
-- enquiries: citizens' enquiries in 90 days
-- answered_enquiries: of those, answered by the page
-- last_act_at: the page's latest act in the window, UTC
-- covered_percent: share of the 90 days that was seen, %
-- evidence_grade: A–D as in core.evidence_grade, C and D only where no visit tells the class; else NULL
-- method_version: version of the whole method
with seen as (
    select
        p.month, p.authority_number, p.presence, case when p.presence = 'ja' then p.native_id end as native_id,
        w.* exclude (month, authority_number, channel, native_id), o.evidence_grade, d.month is not null as is_doubted
    from core.official_page as p
    left join core.window_acts as w
        on w.month = p.month and w.authority_number = p.authority_number and w.channel = 'facebook'
        and w.native_id = p.native_id and p.presence = 'ja' and w.window_days = 90 and w.covered_percent > 0
    left join core.own_page_window as o on o.month = p.month and o.authority_number = p.authority_number
    left join core.doubted_page as d
        on d.channel = 'facebook' and d.month = p.month and d.native_id = p.native_id
    where p.presence <> 'ukjent'
),
classed as (
    select *, case
        when presence = 'nei' then ['ingen side', 'ingen offisiell side']
        when presence = 'valgt bort' then ['valgt bort', 'myndigheten har valgt det bort']
        when is_doubted then ['ukjent', 'siden kan være en annens']
        else use_verdict(window_to, is_covered, replies, maybe_answers, last_act_at, hidden_comments,
            page_acts, answered_enquiries, enquiries, is_closed, 3)
    end as verdict
    from seen
),
final as (
    select
        k.month, k.authority_number, k.native_id,
        coalesce(c.use_class, verdict[1]) as use_class, coalesce(c.reason, verdict[2]) as reason,
        case
            when coalesce(c.use_class, verdict[1]) in ('enveis', 'inaktiv') then false
            when verdict[1] = 'dialog' and is_covered and hidden_comments = 0 then coalesce(
                k.enquiries >= 5 and percent(answered_in_time, due_enquiries) >= 50 and reply_threads >= 3
                and reply_weeks >= 3, false) end as is_dialog_plus,
        coalesce(c.page_acts, k.page_acts) as page_acts, coalesce(c.replies, k.replies) as replies,
        coalesce(c.enquiries, k.enquiries) as enquiries,
        coalesce(c.answered_enquiries, k.answered_enquiries) as answered_enquiries,
        case when c.month is null then k.last_act_at else c.last_act_on end as last_act_at,
        case when c.month is null then k.covered_percent else 100.0 end as covered_percent,
        coalesce(c.evidence_grade, k.evidence_grade) as evidence_grade, method_version() as method_version
    from classed as k
    left join core.coded_use as c
        on c.month = k.month and c.authority_number = k.authority_number and c.native_id = k.native_id
        and c.least_acts = 3 and c.use_class <> 'ukjent' and k.verdict[1] = 'ukjent'
)
select * from final order by month, authority_number
