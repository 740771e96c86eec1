-- One row per month and authority whose pages could be looked for: its official Facebook pages, sub-pages included.
-- metric: M17 | sider per myndighet / pages per authority | count | neither | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- pages: official Facebook pages; groups, friend profiles, persons and places are none
-- has_two_or_more: two pages or more
-- has_four_or_more: four pages or more
-- method_version: version of the whole method
with pages as (
    select month, authority_number, count(distinct native_id) as pages
    from core.account_month
    where channel = 'facebook' and status = 'official'
        and role in ('helhetlig', 'sektor', 'virksomhet', 'bydel', 'prosjekt')
    group by all
),
final as (
    select
        p.month, p.authority_number,
        coalesce(n.pages, 0) as pages,
        coalesce(n.pages, 0) >= 2 as has_two_or_more,
        coalesce(n.pages, 0) >= 4 as has_four_or_more,
        method_version() as method_version
    from core.official_page as p
    left join pages as n using (month, authority_number)
    -- Nobody looked: no row. Looked and found none, or attested that there is none: 0.
    where p.is_website_observed or n.pages is not null or p.presence = 'valgt bort'
)
select * from final order by month, authority_number
