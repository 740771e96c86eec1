-- One row per month, group of authorities and part: what the last 13 whole ISO weeks were like, mean of the pages.
-- month: month of the edition, YYYY-MM
-- grouping: scope or size_class
-- name: alle, kommune or fylkeskommune; or the size class
-- part: dialog (a reply to a citizen), enveis (an act, no reply) or inaktiv (no act)
-- mean_percent: mean of the pages' shares of weeks, unrounded, %; the three sum to 100
-- percent: the same as whole %, summing to 100 (largest remainder)
-- pages: pages with a composition
-- known: official pages of the group
with groups as (
    select month, authority_number, 'scope' as grouping, scope as name from core.authority_scope
    union all
    select month, authority_number, 'size_class', size_class from core.authority_month where size_class is not null
),
shares as (
    select
        g.month, g.grouping, g.name,
        count(*) filter (c.composition_state = 'målt') as pages,
        count(*) as known,
        [avg(100.0 * c.dialog_weeks / c.observed_weeks) filter (c.composition_state = 'målt'),
            avg(100.0 * c.oneway_weeks / c.observed_weeks) filter (c.composition_state = 'målt'),
            avg(100.0 * c.inactive_weeks / c.observed_weeks) filter (c.composition_state = 'målt')] as means
    from groups as g
    inner join core.official_page as p using (month, authority_number)
    left join metrics.m10_composition as c using (month, authority_number)
    where p.presence = 'ja'
    group by all
),
final as (
    select
        month, grouping, name,
        unnest(['dialog', 'enveis', 'inaktiv']) as part,
        unnest(means) as mean_percent,
        -- In millionths, since the rule is for whole numbers.
        unnest(largest_remainder(list_transform(means, lambda each: round(each * 1e6)::hugeint)))::bigint as percent,
        pages, known
    from shares
    where pages > 0
)
select * from final order by month, grouping, name, part
