-- One row per month and authority in force: the hosts its website lies on.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- hosts: by the country's register, and where the front page answered from this month; lower case, without "www."
select
    a.month, a.authority_number,
    list_distinct(list_filter([host_of(a.website), host_of(p.final_url)], lambda host: host is not null)) as hosts
from core.authority_month as a
left join core.website_month as w on w.month = a.month and w.authority_number = a.authority_number
left join raw.page_record as p on p.visit_id = w.visit_id and p.reading_position = 1 and p.status = 200
order by a.month, a.authority_number
