-- One row per month, scope and authority in it: what national figures are summed over.
-- month: month of the edition, YYYY-MM
-- scope: alle, kommune or fylkeskommune
-- authority_number: official number, text
-- population: inhabitants
select month, unnest(['alle', kind]) as scope, authority_number, population
from core.authority_month
order by month, scope, authority_number
