-- One row per month, coded page and limit of inactivity whose class is settled: two agreed, a third decided, or one coded.
-- Pages on which two people disagree have no row.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- native_id: the page
-- least_acts: fewer acts than this are inactivity: 1, 3 or 5; the published class uses 3
-- use_class: dialog, enveis, inaktiv or ukjent
-- reason: why, in Norwegian; ulik grunn when two gave the same class for different reasons
-- evidence_grade: C (two people) or D (one)
-- page_acts: posts and comments by the page; of two people's counts the lower, here and in the following
-- replies: of those, comments
-- enquiries: citizens' enquiries
-- answered_enquiries: of those, answered by the page
-- last_act_on: day of the page's latest act; of two the earlier
with sheets as (
    select *, max(coder) over (partition by month, authority_number, native_id) as last_coder
    from core.coded_verdict
),
agreed as (
    select
        month, authority_number, native_id, least_acts,
        any_value(use_class) as use_class,
        case when count(distinct reason) = 1 then any_value(reason) else 'ulik grunn' end as reason,
        case when any_value(last_coder) > 1 then 'two_coders' else 'one_coder' end as viewer,
        min(page_acts) as page_acts,
        min(replies) as replies,
        min(enquiries) as enquiries,
        min(answered_enquiries) as answered_enquiries,
        min(last_act_on) as last_act_on
    from sheets
    where last_coder < 3 or coder = 3
    group by month, authority_number, native_id, least_acts
    having count(distinct use_class) = 1
),
final as (
    select
        a.month, a.authority_number, a.native_id, a.least_acts, a.use_class, a.reason, g.evidence_grade,
        a.page_acts, a.replies, a.enquiries, a.answered_enquiries, a.last_act_on
    from agreed as a
    inner join core.evidence_grade as g on g.route = 'coding' and g.viewer = a.viewer
)
select * from final order by month, authority_number, native_id, least_acts
