-- One row per month, coded page, person and limit of inactivity: the use class that the person's counts give.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- native_id: the page
-- coder: 1 or 2; 3 settled a disagreement
-- least_acts: fewer acts than this are inactivity: 1, 3 or 5; the published class uses 3
-- use_class: dialog, enveis, inaktiv or ukjent (the person could not see the window)
-- reason: why, in Norwegian
-- page_acts: posts and comments by the page; NULL when not seen, here and in the following
-- replies: of those, comments
-- enquiries: citizens' enquiries
-- answered_enquiries: of those, answered by the page
-- last_act_on: day of the page's latest act
with final as (
    select
        c.month, c.authority_number, c.native_id, c.coder, l.least_acts,
        -- A sheet knows days only: the window ends with its last one. People tell an enquiry however it is worded.
        use_verdict(case when c.is_seen then c.window_to + interval 1 day end, true, c.replies, 0,
            c.last_act_on::timestamp, 0, c.posts + c.replies, c.answered_enquiries, c.enquiries,
            coalesce(not c.comments_open, false), l.least_acts) as verdict,
        verdict[1] as use_class,
        verdict[2] as reason,
        c.posts + c.replies as page_acts, c.replies, c.enquiries, c.answered_enquiries, c.last_act_on
    from raw.coding as c
    cross join (values (1), (3), (5)) as l (least_acts)
    where c.channel = 'facebook'
)
select * exclude (verdict) from final order by month, authority_number, native_id, coder, least_acts
