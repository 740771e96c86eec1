-- One row per month, authority and platform where it has an official account for the whole authority.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- last_post_at: latest known post, UTC; NULL when none is known
-- is_abandoned: silent for more than 180 days (forlatt); false when nothing is known of its posts
with final as (
    select
        a.month, a.authority_number, a.channel,
        max(s.last_post_at) as last_post_at,
        coalesce(max(s.last_post_at) < any_value(e.observed_on) - interval 180 day, false) as is_abandoned
    from core.account_month as a
    inner join core.authority_month as f using (month, authority_number)
    inner join core.edition_month as e using (month)
    left join core.account_seen as s using (month, authority_number, channel, native_id)
    where a.role = 'helhetlig' and a.status = 'official'
    group by all
)
select * from final order by month, authority_number, channel
