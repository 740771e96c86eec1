-- One row per post by an official page in its 90 days: what citizens did with it, as intervals.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- native_id: the page
-- post_id: the platform's key of the post, or one made from time and order
-- reactions_low: reactions, smallest fitting number; NULL when not shown
-- reactions_high: likewise, largest
-- comments_low: citizens' comments, the page's own removed; NULL when not shown
-- comments_high: likewise, largest
-- shares_low: shares; NULL when not shown
-- shares_high: likewise, largest
with said as (
    select month, authority_number, channel, native_id, post_id,
        count(*) filter ("by" = 'citizen') as citizens, count(*) filter ("by" = 'page') as own
    from core.comment_seen
    group by all
),
final as (
    select
        p.month, p.authority_number, p.native_id, p.post_id, p.reactions_low, p.reactions_high,
        -- Of what is hidden anybody's share is possible; where nothing is, citizens' comments were counted one by one.
        case when p.hidden_comments is not null or p.comments_low is not null then coalesce(s.citizens, 0) end
            as comments_low,
        case when p.hidden_comments is not null then coalesce(s.citizens, 0) + p.hidden_comments
            else greatest(p.comments_high - coalesce(s.own, 0), coalesce(s.citizens, 0)) end as comments_high,
        p.shares_low, p.shares_high
    from core.own_page_window as w
    inner join core.post_seen as p
        on p.month = w.month and p.authority_number = w.authority_number and p.channel = 'facebook'
        and p.native_id = w.native_id
    left join said as s
        on s.month = p.month and s.authority_number = p.authority_number and s.channel = p.channel
        and s.native_id = p.native_id and s.post_id = p.post_id
    where p.by = 'page' and p.days_before <= 90
)
select * from final order by month, authority_number, post_id
