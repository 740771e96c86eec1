-- One row per month and official account for the whole authority of which a post or its opening is known: its age.
-- The platform's own word on when the account was opened is exact. Elsewhere it is at least as old as the oldest post by
-- it that was ever seen: a lower bound, since nobody scrolls to the first post.
-- metric: M19 | sidealder / page age | years | neither | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account
-- years: from then to the end of the edition's observing, years of 365.2425 days
-- is_lower_bound: true when it may be older: the oldest post seen is all that is known
-- since_on: the day it is reckoned from, UTC
-- basis: opprettet (opened, the platform says) or eldste innlegg
-- method_version: version of the whole method
with reckoned as (
    select
        k.month, k.authority_number, k.channel, k.native_id, coalesce(e.observed_to, e.observed_on::timestamp) as until,
        -- Posts from before the opening were brought along from another account: then they are what is known.
        k.opened_at is null or coalesce(k.posted_at < k.opened_at, false) as is_lower_bound,
        case when is_lower_bound then k.posted_at else k.opened_at end as since_at
    from core.account_first as k
    inner join core.edition_month as e using (month)
),
final as (
    select
        month, authority_number, channel, native_id,
        greatest(days_between(since_at, until), 0) / 365.2425 as years,
        is_lower_bound,
        since_at::date as since_on,
        case when is_lower_bound then 'eldste innlegg' else 'opprettet' end as basis,
        method_version() as method_version
    from reckoned
)
select * from final order by month, authority_number, channel, native_id
