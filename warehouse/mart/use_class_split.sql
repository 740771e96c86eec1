-- One row per month, scope and use class: the national split of the classified pages.
-- month: month of the edition, YYYY-MM
-- scope: alle, kommune or fylkeskommune
-- use_class: dialog, enveis or inaktiv
-- pages: pages of that class
-- percent: of the classified pages, whole %, summing to 100 (largest remainder)
-- percent_exact: the same, not rounded, %
-- percent_by_inhabitants: weighted by inhabitants, %
-- base: classified pages
-- unknown: official pages that could not be classified
select month, scope, use_class, pages, percent, percent_exact, percent_by_inhabitants, base, unknown
from metrics.m12_national_split
order by month, scope, use_class
