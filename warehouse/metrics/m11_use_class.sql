-- One row per month and authority in force of which it is known whether it has a page: how that page is used.
-- metric: M11 | bruksklasse / use class | class | neither | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- native_id: the page; NULL for ingen side and valgt bort
-- use_class: dialog, enveis, inaktiv, ukjent, ingen side or valgt bort
-- reason: why, in Norwegian: for enveis ubesvart, uten henvendelser or stengt
-- is_dialog_plus: the strict class: dialog with at least 5 enquiries, half of those whose 7 days have passed answered
--     within them, replies in 3 threads and in 3 ISO weeks; NULL when the class is not known or something is hidden
-- page_acts: posts and comments by the page in 90 days; NULL when its posts could not be seen
-- replies: of those, replies to citizens
-- enquiries: citizens' enquiries in 90 days
-- answered_enquiries: of those, answered by the page
-- last_act_at: the page's latest act in the window, UTC
-- covered_percent: share of the 90 days that was seen, %
-- evidence_grade: A–D as in core.evidence_grade; NULL when an automatic visit saw what anybody may see
-- method_version: version of the whole method
with seen as (
    select
        p.month, p.authority_number, p.presence,
        case when p.presence = 'ja' then p.native_id end as native_id,
        w.* exclude (month, authority_number, channel, native_id),
        o.evidence_grade
    from core.official_page as p
    left join core.window_acts as w
        on w.month = p.month and w.authority_number = p.authority_number and w.channel = 'facebook'
        and w.native_id = p.native_id and p.presence = 'ja' and w.window_days = 90 and w.covered_percent > 0
    left join core.own_page_window as o on o.month = p.month and o.authority_number = p.authority_number
    where p.presence <> 'ukjent'
),
classed as (
    select *, case
        when presence = 'nei' then ['ingen side', 'ingen offisiell side']
        when presence = 'valgt bort' then ['valgt bort', 'myndigheten har valgt det bort']
        else use_verdict(window_to, is_covered, replies, last_act_at, hidden_comments, page_acts,
            answered_enquiries, enquiries, is_closed, 3)
    end as verdict
    from seen
),
final as (
    select
        month, authority_number, native_id, verdict[1] as use_class, verdict[2] as reason,
        case
            when verdict[1] in ('enveis', 'inaktiv') then false
            when verdict[1] = 'dialog' and is_covered and hidden_comments = 0 then coalesce(
                enquiries >= 5 and percent(answered_in_time, due_enquiries) >= 50 and reply_threads >= 3
                and reply_weeks >= 3, false) end as is_dialog_plus,
        page_acts, replies, enquiries, answered_enquiries, last_act_at, covered_percent, evidence_grade,
        method_version() as method_version
    from classed
)
select * from final order by month, authority_number
