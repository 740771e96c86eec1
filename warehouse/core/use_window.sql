-- One row per length of window that the use of a page is judged over; 90 days is the published one.
-- window_days: length, days
select window_days
from (values (30), (90), (180)) as final (window_days)
