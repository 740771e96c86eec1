-- One row per month, official page and distinct waiting time of its enquiries in 90 days: the Kaplan–Meier curve.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- hours: from the enquiry to the page's first reply, or to the end of the window when unanswered, h. Elapsed time in
--     UTC: no summer time in it
-- answered: enquiries answered after exactly that time
-- at_risk: enquiries that had waited as long, those censored at that time included
-- unanswered_share: estimated share still unanswered after that time, 0–1
with waits as (
    select
        w.month || ' ' || w.authority_number as sample,
        epoch(coalesce(e.answered_at, w.window_to) - e.asked_at) / 3600.0 as waited,
        e.answered_at is not null as is_answered
    from core.own_page_window as w
    inner join core.enquiry_seen as e
        on e.month = w.month and e.authority_number = w.authority_number and e.channel = 'facebook'
        and e.native_id = w.native_id and e.post_days_before <= 90
),
final as (
    select
        split_part(sample, ' ', 1) as month, split_part(sample, ' ', 2) as authority_number, waited as hours,
        answered, at_risk, unanswered_share
    from kaplan_meier('waits')
)
select * from final order by month, authority_number, hours
