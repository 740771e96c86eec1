-- One row per month, scope and use class of a page: how the classified pages divide.
-- metric: M12 | nasjonal fordeling / national split | % | neither | 1
-- month: month of the edition, YYYY-MM
-- scope: alle, kommune or fylkeskommune
-- use_class: dialog, enveis or inaktiv
-- pages: pages of that class
-- percent: of the classified pages, whole %, summing to 100 (largest remainder)
-- percent_exact: the same, not rounded, %
-- percent_by_inhabitants: inhabitants of those authorities of the inhabitants of all classified, %
-- base: classified pages
-- unknown: official pages that could not be classified
-- method_version: version of the whole method
with pages as (
    select s.month, s.scope, u.use_class, s.population
    from core.authority_scope as s
    inner join metrics.m11_use_class as u using (month, authority_number)
    where u.use_class in ('dialog', 'enveis', 'inaktiv', 'ukjent')
),
sums as (
    select
        month, scope,
        [count(*) filter (use_class = 'dialog'), count(*) filter (use_class = 'enveis'),
            count(*) filter (use_class = 'inaktiv')] as counts,
        [sum(population) filter (use_class = 'dialog'), sum(population) filter (use_class = 'enveis'),
            sum(population) filter (use_class = 'inaktiv')] as inhabitants,
        count(*) filter (use_class = 'ukjent') as unknown
    from pages
    group by all
),
final as (
    select
        month, scope,
        unnest(['dialog', 'enveis', 'inaktiv']) as use_class,
        unnest(counts) as pages,
        unnest(largest_remainder(counts))::bigint as percent,
        unnest(list_transform(counts, lambda each: percent(each, list_sum(counts)))) as percent_exact,
        unnest(list_transform(inhabitants, lambda each: percent(coalesce(each, 0), list_sum(inhabitants))))
            as percent_by_inhabitants,
        list_sum(counts)::bigint as base,
        unknown,
        method_version() as method_version
    from sums
    where list_sum(counts) > 0
)
select * from final order by month, scope, use_class
