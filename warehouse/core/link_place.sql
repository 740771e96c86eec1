-- One row per month, account and place on the authority's website where a link to it stands.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text: whose website it is
-- channel: platform
-- native_id: the account, as in core.account_month
-- page_role: front, contact, overview or other page
-- place: where on that page: header, navigation, main, footer, follow_block, iframe, json_ld, meta, script, attribute
-- is_seen_by_readers: false for places that only machines read
-- links: how many links stand there
with names as (
    select month, authority_number, channel, native_id, native_id as linked_id from core.account_month
    -- A link by the platform's number and one by its name can lead to the same account.
    union
    select month, authority_number, channel, native_id, platform_id from core.account_seen
    union
    select v.month, v.authority_number, v.channel, v.native_id, p.username
    from core.account_visit as v
    inner join raw.profile as p using (visit_id, channel)
),
final as (
    select
        w.month, w.authority_number, n.channel, n.native_id, l.page_role, l.place,
        l.place not in ('json_ld', 'meta', 'script') as is_seen_by_readers,
        count(*) as links
    from core.website_month as w
    inner join raw.link as l using (visit_id)
    inner join names as n
        on n.month = w.month and n.authority_number = w.authority_number and n.channel = l.channel
        and n.linked_id = l.native_id
    where w.is_observed and l.rejected is null and n.native_id <> ''
    group by all
)
select * from final order by month, authority_number, channel, native_id, page_role, place
