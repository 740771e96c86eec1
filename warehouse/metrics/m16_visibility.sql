-- One row per month and authority with an official page whose website was read: how the website shows it.
-- metric: M16 | synlighet / website visibility | points 0–100 | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- score: points, 0–100
-- points_unobserved: neither given nor refused: the account, or a page that may be contact or overview, was unread
-- visibility_class: forside (front page links to it), annet sted, or ingen
-- front_points: 35 when the front page links to the account
-- prominent_points: 15 when that link is in the header, the navigation or a labelled "follow us" block
-- contact_points: 15 when the contact page links to it
-- overview_points: 15 when a page that lists social media links to it
-- backlink_points: 10 when the account names the website, or a host below it; NULL when the account was not seen
-- works_points: 10 when the link works and the account is the one linked to; NULL when that could not be seen
-- method_version: version of the whole method
with links as (
    select
        month, authority_number, native_id, bool_or(page_role = 'front') as is_front,
        bool_or(page_role = 'front' and place in ('header', 'navigation', 'follow_block')) as is_prominent,
        bool_or(page_role = 'contact') as is_contact,
        bool_or(page_role = 'overview') as is_overview
    from core.link_place
    where channel = 'facebook' and is_seen_by_readers
    group by all
),
points as (
    select
        p.month, p.authority_number, w.unread_pages,
        coalesce(l.is_front, false) as is_front, l.native_id is not null as is_linked,
        case when l.is_front then 35 else 0 end as front_points,
        case when l.is_prominent then 15 else 0 end as prominent_points,
        case when l.is_contact then 15 else 0 end as contact_points,
        case when l.is_overview then 15 else 0 end as overview_points,
        case when s.outcome = 'not_found' then 0 when s.has_profile then case when list_bool_or(
            [ends_with('.' || host_of(s.website), '.' || host) for host in h.hosts]) then 10 else 0 end end as backlink_points,
        -- A number may be one of several that a page has; a name that has become another is another.
        case when s.outcome = 'not_found' or l.native_id is null then 0
            when s.username <> p.native_id and not regexp_full_match(p.native_id, '[0-9]+') then 0
            when s.outcome = 'ok' then 10 end as works_points
    from core.official_page as p
    inner join core.website_host as h using (month, authority_number)
    inner join core.website_month as w using (month, authority_number)
    left join links as l using (month, authority_number, native_id)
    left join core.account_seen as s
        on s.month = p.month and s.authority_number = p.authority_number and s.native_id = p.native_id
        and s.channel = 'facebook'
    where p.presence = 'ja' and p.is_website_observed
),
final as (
    select
        month, authority_number,
        front_points + prominent_points + contact_points + overview_points
            + coalesce(backlink_points, 0) + coalesce(works_points, 0) as score,
        case when backlink_points is null then 10 else 0 end + case when works_points is null then 10 else 0 end
            + 15 * least(unread_pages, (contact_points = 0)::int + (overview_points = 0)::int) as points_unobserved,
        case when is_front then 'forside' when is_linked then 'annet sted' else 'ingen' end as visibility_class,
        front_points, prominent_points, contact_points, overview_points, backlink_points, works_points,
        method_version() as method_version
    from points
)
select * from final order by month, authority_number
