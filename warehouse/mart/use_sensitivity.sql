-- One row per month, scope, length of window, limit of inactivity and use class: the split had it been drawn otherwise.
-- month: month of the edition, YYYY-MM
-- scope: alle, kommune or fylkeskommune
-- window_days: length of the window, days: 30, 90 or 180; the published split uses 90
-- least_acts: fewer acts than this are inactivity: 1, 3 or 5; the published split uses 3
-- use_class: dialog, enveis or inaktiv
-- pages: pages of that class
-- percent: of the classified pages, whole %, summing to 100 (largest remainder); NULL when none is classified
-- base: classified pages
-- unknown: official pages that could not be classified over such a window
select month, scope, window_days, least_acts, use_class, pages, percent, base, unknown
from metrics.m12_sensitivity
order by month, scope, window_days, least_acts, use_class
