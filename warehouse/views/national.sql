-- One row per month, scope and national figure, with how many authorities it rests on.
-- month: month of the edition, YYYY-MM
-- scope: alle (all), kommune or fylkeskommune
-- metric_id: the metric of the method page, with what of it: M3 median
-- name: what it says, in Norwegian
-- value: the figure; NULL when nothing was measured
-- low: smallest value that fits the intervals or the unknown ones
-- high: largest value that fits
-- unit: %, ‰, personer, antall (count), poeng (points), timer (hours), dager (days),
--     forhold (ratio) or per 30 dager
-- n_measured: authorities it is computed from
-- n_known: authorities it could have been computed from
-- n_all: authorities in force
select month, scope, metric_id, name, value, low, high, unit, n_measured, n_known, n_all
from mart.national
