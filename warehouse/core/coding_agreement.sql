-- One row per month with coded pages: how many, and how far two people agreed on the use class.
-- month: month of the edition, YYYY-MM
-- pages: pages that were coded
-- pages_twice: of those, by two people
-- agreed: of those coded twice, given the same class (ukjent among the classes)
-- settled: of the disagreements, those that a third row settled
-- kappa: Cohen's κ of the class; NULL when no page was coded twice, or both used one class throughout
-- kappa_low: lower end of its 95 % interval (Fleiss, Cohen and Everitt 1969); NULL too when all agree
-- kappa_high: upper end
with codings as (
    select month, authority_number, native_id,
        max(use_class) filter (coder = 1) as first,
        max(use_class) filter (coder = 2) as second,
        bool_or(coder = 3) as is_settled
    from core.coded_verdict
    where least_acts = 3
    group by all
),
counts as (
    select month,
        count(*) as pages, count(second) as twice,
        count(*) filter (first = second) as agreed, count(*) filter (first <> second and is_settled) as settled
    from codings
    group by all
),
pairs as (
    select month, first, second, count(*) as pairs
    from codings
    where second is not null
    group by all
),
-- Shares of the cells, with what each margin holds of either category.
cells as (
    select p.month, p.first, p.second, p.pairs / n.twice as share
    from pairs as p
    inner join counts as n using (month)
),
margins as (
    select month, category, sum(share) filter (category = first) as rows, sum(share) filter (category = second) as columns
    from cells, lateral (select unnest(list_distinct([first, second])) as category) as k
    group by all
),
chance as (
    select month, sum(coalesce(rows, 0) * coalesce(columns, 0)) as expected, count(*) as categories
    from margins
    group by all
),
kappas as (
    select n.month, n.twice, e.expected, n.agreed / n.twice as observed,
        case when e.categories > 1 then (n.agreed / n.twice - e.expected) / (1 - e.expected) end as kappa
    from counts as n
    inner join chance as e using (month)
),
spread as (
    select k.month, sum(c.share * case
        when c.first = c.second
            then (1 - (coalesce(b.columns, 0) + coalesce(a.rows, 0)) * (1 - k.kappa)) ** 2
        else ((1 - k.kappa) * (coalesce(b.columns, 0) + coalesce(a.rows, 0))) ** 2
    end) as spread
    from kappas as k
    inner join cells as c using (month)
    inner join margins as b on b.month = c.month and b.category = c.first
    inner join margins as a on a.month = c.month and a.category = c.second
    group by all
),
final as (
    select
        n.month, n.pages, n.twice as pages_twice, n.agreed, n.settled, k.kappa,
        1.959963984540054 * sqrt(greatest(s.spread - (k.kappa - k.expected * (1 - k.kappa)) ** 2, 0) / n.twice)
            / (1 - k.expected) as half,
        case when n.agreed < n.twice then greatest(k.kappa - half, -1) end as kappa_low,
        case when n.agreed < n.twice then least(k.kappa + half, 1) end as kappa_high
    from counts as n
    left join kappas as k using (month)
    left join spread as s using (month)
)
select * exclude (half) from final order by month
