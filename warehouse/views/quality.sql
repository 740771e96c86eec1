-- One row per month and measure of how good the month's figures are: look here before comparing two months.
-- month: month of the edition, YYYY-MM
-- measure: id of the measure: measured, fresh, known, exact, classified, median_age, state …, route …, kappa …
-- name: what it says, in Norwegian
-- value: the measure; NULL when there is nothing to measure it on
-- unit: %, dager (days), antall (count) or κ
select month, measure, name, value, unit
from mart.data_quality
