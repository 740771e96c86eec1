-- One row per check of a month's present figures; checks of figures that were built anew since are left out.
-- month: month that was checked, YYYY-MM
-- suite: suite the check belongs to
-- table_name: table that was looked at
-- check_name: the check
-- column_name: column it looks at; NULL for the table as a whole
-- severity: critical (stops publication), warning or info
-- is_passed: true when what was seen is what was expected
-- observed: what was seen, as text
-- expected: what was expected, as text
-- failing_rows: keys of the rows at fault, at most 20, joined
-- reason: why the check stands
-- remedy: what to do when it fails
select
    c.month, c.suite, c.table_name, c.check_name, c.column_name, c.severity, c.is_passed, c.observed, c.expected,
    c.failing_rows, c.reason, c.remedy
from raw.check_result as c
inner join raw.month as m using (month, fingerprint)
