-- One row per month with measured pages: the followers of all of them, and where the line through the months breaks.
-- month: month of the edition, YYYY-MM
-- counter_kind: what is counted: followers or likes, never added together
-- value: all measured pages together, persons
-- low: smallest sum that fits the intervals, persons
-- high: largest sum that fits, persons
-- n_measured: authorities it is the sum of
-- n_known: authorities with an official page
-- n_all: authorities in force
-- break_reason: why it does not go on from the month before, in Norwegian: ny teller, nye myndigheter; NULL if it does
-- segment: breaks so far; months of one segment make one line
with totals as (
    select n.month, k.counter_kind, n.value, n.low, n.high, n.n_measured, n.n_known, n.n_all, e.observed_on
    from mart.national as n
    inner join core.headline_kind as k using (month)
    inner join core.edition_month as e using (month)
    where n.metric_id = 'M2 total' and n.scope = 'alle' and n.value is not null
),
paired as (
    select
        *, lag(counter_kind) over (order by month) as earlier_kind, lag(observed_on) over (order by month) as earlier_on
    from totals
),
newcomers as (
    select p.month
    from paired as p
    inner join core.authority_month as a on a.month = p.month and a.series_from > p.earlier_on
    group by p.month
),
told as (
    select
        p.*,
        case
            when p.counter_kind <> p.earlier_kind then 'ny teller'
            -- A merger ends two pages or more and a split begins some: the sum moves without one follower moving.
            when c.month is not null then 'nye myndigheter'
        end as break_reason
    from paired as p
    left join newcomers as c using (month)
),
final as (
    select
        month, counter_kind, value, low, high, n_measured, n_known, n_all, break_reason,
        count(break_reason) over (order by month) as segment
    from told
)
select * from final order by month
