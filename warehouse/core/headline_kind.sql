-- One row per month: the counter that its headline numbers use, since likes and followers are never mixed.
-- month: month of the edition, YYYY-MM
-- counter_kind: followers or likes, whichever more official pages show; followers when equal
with shown as (
    select o.month, o.counter_kind, count(*) as pages
    from core.current_observation as o
    inner join core.official_page as p
        on p.month = o.month and p.authority_number = o.authority_number and p.native_id = o.native_id
    where o.channel = 'facebook' and p.presence = 'ja' and not o.is_too_old
        and o.counter_kind in ('followers', 'likes')
    group by all
),
final as (
    select e.month, coalesce(arg_max(s.counter_kind, (s.pages, s.counter_kind = 'followers')), 'followers')
        as counter_kind
    from core.edition_month as e
    left join shown as s using (month)
    group by e.month
)
select * from final order by month
