-- One row per month and official page that showed posts: the reactions, comments and shares of its posts of 90 days.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- sight: as in core.own_page_window
-- is_whole: true when no comment under the posts is hidden, so that citizens' are told from the page's own
-- posts: posts by the page that were seen
-- p1_percent_low: posts with a reaction, of all, %: smallest fitting value
-- p1_percent_high: likewise, largest
-- p2_low: reactions per post, smallest fitting value
-- p2_high: likewise, largest
-- c1_percent_low: posts with a citizen's comment, %; the page's own comments are removed
-- c1_percent_high: likewise, largest
-- c2_low: citizens' comments per post, smallest fitting value
-- c2_high: likewise, largest
-- v1_percent_low: posts that were shared, %
-- v1_percent_high: likewise, largest
-- v2_low: shares per post, smallest fitting value
-- v2_high: likewise, largest
with final as (
    select
        w.month, w.authority_number, any_value(w.sight) as sight,
        coalesce(any_value(w.hidden_comments) = 0, false) as is_whole, count(i.post_id) as posts,
        shown_share(list(i.reactions_low)) as p1_percent_low, shown_share(list(i.reactions_high)) as p1_percent_high,
        shown_mean(list(i.reactions_low)) as p2_low, shown_mean(list(i.reactions_high)) as p2_high,
        shown_share(list(i.comments_low)) as c1_percent_low, shown_share(list(i.comments_high)) as c1_percent_high,
        shown_mean(list(i.comments_low)) as c2_low, shown_mean(list(i.comments_high)) as c2_high,
        shown_share(list(i.shares_low)) as v1_percent_low, shown_share(list(i.shares_high)) as v1_percent_high,
        shown_mean(list(i.shares_low)) as v2_low, shown_mean(list(i.shares_high)) as v2_high
    from core.own_page_window as w
    left join core.post_interactions as i using (month, authority_number)
    group by w.month, w.authority_number
)
select * from final order by month, authority_number
