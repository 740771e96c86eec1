-- One row per month, scope, length of window, limit of inactivity and use class: the split had it been drawn otherwise.
-- metric: M12 | følsomhet / sensitivity of the national split | % | neither | 1
-- month: month of the edition, YYYY-MM
-- scope: alle, kommune or fylkeskommune
-- window_days: length of the window, days: 30, 90 or 180; the published split uses 90
-- least_acts: fewer acts than this are inactivity: 1, 3 or 5; the published split uses 3
-- use_class: dialog, enveis or inaktiv
-- pages: pages of that class
-- percent: of the classified pages, whole %, summing to 100 (largest remainder); NULL when none is classified
-- base: classified pages
-- unknown: official pages that could not be classified over such a window
-- method_version: version of the whole method
with pages as (
    select
        s.month, s.scope, d.window_days, l.least_acts,
        use_verdict(w.window_to, w.is_covered, w.replies, w.maybe_answers, w.last_act_at, w.hidden_comments,
            w.page_acts, w.answered_enquiries, w.enquiries, w.is_closed, l.least_acts)[1] as seen_class,
        case when seen_class = 'ukjent' then coalesce(c.use_class, seen_class) else seen_class end as use_class
    from core.authority_scope as s
    inner join core.official_page as p using (month, authority_number)
    cross join core.use_window as d
    cross join (values (1), (3), (5)) as l (least_acts)
    left join core.window_acts as w
        on w.month = p.month and w.authority_number = p.authority_number and w.channel = 'facebook'
        and w.native_id = p.native_id and w.window_days = d.window_days and w.covered_percent > 0
    -- People code the published window only.
    left join core.coded_use as c
        on c.month = p.month and c.authority_number = p.authority_number and c.native_id = p.native_id
        and c.least_acts = l.least_acts and d.window_days = 90
    where p.presence = 'ja'
),
sums as (
    select
        month, scope, window_days, least_acts,
        [count(*) filter (use_class = 'dialog'), count(*) filter (use_class = 'enveis'),
            count(*) filter (use_class = 'inaktiv')] as counts,
        count(*) filter (use_class = 'ukjent') as unknown
    from pages
    group by all
),
final as (
    select
        month, scope, window_days, least_acts,
        unnest(['dialog', 'enveis', 'inaktiv']) as use_class,
        unnest(counts) as pages,
        unnest(coalesce(largest_remainder(counts), [null, null, null]))::bigint as percent,
        list_sum(counts)::bigint as base,
        unknown,
        method_version() as method_version
    from sums
)
select * from final order by month, scope, window_days, least_acts, use_class
