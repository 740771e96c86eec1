-- One row per month and authority in force: which series of figures it belongs to, through every new name and number.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- series: the same for an authority through every new name and number; another one after a merger or a split
-- series_from: first day of the series: figures from before are of other authorities
-- previous_number: its number in the calendar month before; NULL when it did not exist then
with final as (
    select month, authority_number, series, series_from, previous_number from core.authority_month
)
select * from final order by month, authority_number
