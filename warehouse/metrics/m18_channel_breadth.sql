-- One row per month and authority whose accounts could be looked for: platforms with its own account.
-- metric: M18 | kanalbredde / channel breadth | count | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channels: platforms with an official account for the whole authority, not known to be silent
-- abandoned: platforms where that account has been silent for more than 180 days (forlatt)
-- method_version: version of the whole method
with channels as (
    select month, authority_number, count(*) filter (not is_abandoned) as channels,
        count(*) filter (is_abandoned) as abandoned
    from core.channel_presence
    where channel <> 'rss'  -- A feed of the website itself is no platform.
    group by all
),
final as (
    select
        p.month, p.authority_number,
        coalesce(c.channels, 0) as channels,
        coalesce(c.abandoned, 0) as abandoned,
        method_version() as method_version
    from core.official_page as p
    left join channels as c using (month, authority_number)
    where p.is_website_observed or c.month is not null
)
select * from final order by month, authority_number
