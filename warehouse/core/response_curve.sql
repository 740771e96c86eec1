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
        w.month, w.authority_number, epoch(coalesce(e.answered_at, w.window_to) - e.asked_at) / 3600.0 as hours,
        count(e.answered_at) as answered, count(*) as ended
    from core.own_page_window as w
    inner join core.enquiry_seen as e
        on e.month = w.month and e.authority_number = w.authority_number and e.channel = 'facebook'
        and e.native_id = w.native_id and e.post_days_before <= 90
    group by all
),
steps as (
    select
        *, sum(ended) over (
            partition by month, authority_number order by hours desc rows unbounded preceding
        )::bigint as at_risk
    from waits
),
final as (
    select
        month, authority_number, hours, answered, at_risk,
        product(1.0 - answered / at_risk) over (
            partition by month, authority_number order by hours rows unbounded preceding
        ) as unanswered_share
    from steps
)
select * from final order by month, authority_number, hours
