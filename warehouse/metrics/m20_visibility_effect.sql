-- One row per month and size class, and one for all of them pooled: followers of pages that the website's front page
-- links to (visibility class forside of M16), beside those of pages that it does not (annet sted, ingen). A correlation.
-- Pooled: mean of the classes' log ratios by weight n1 * n0 / (n1 + n0), which is inverse variance where spread is alike.
-- Interval: percentiles 2.5 and 97.5 of 500 resamples within class and side (macros.sql); to six decimals.
-- metric: M20 | synlighetseffekt / visibility effect | ratio | neither | 1
-- month: month of the edition, YYYY-MM
-- size_class: by inhabitants; alle for the pooled row
-- effect_state: målt, or for få (fewer than 5 on a side, or no class to pool)
-- n_visible: measured pages that the front page links to; in the pooled row those of the classes that are pooled
-- n_not_visible: measured pages that it does not link to; likewise
-- n_without_followers: measured pages with 0 followers, left out: a geometric mean of 0 says nothing of the others
-- followers_visible: geometric mean, persons; NULL when nobody is on that side, and in the pooled row
-- followers_not_visible: geometric mean, persons; likewise
-- weight_percent: the class's share in the pooled ratio, %; NULL when it is left out
-- ratio: followers visible ÷ not visible; NULL when too few
-- ratio_low: lower end of the 95 % interval
-- ratio_high: upper end
-- method_version: version of the whole method
with pages as (
    select
        v.month || ' ' || a.size_class as sample, a.size_class as dice, v.visibility_class = 'forside' as is_first,
        v.authority_number as entry, case when f.persons > 0 then ln(f.persons)::decimal(18, 9) end as value, v.month
    from metrics.m16_visibility as v
    inner join core.authority_month as a using (month, authority_number)
    inner join metrics.m02_followers as f using (month, authority_number)
    where f.is_headline and a.size_class is not null
),
classes as (
    select
        sample, month, dice as size_class, count(value) filter (is_first) as n1, avg(value) filter (is_first) as mean1,
        count(value) filter (not is_first) as n0, avg(value) filter (not is_first) as mean0, mean1 - mean0 as difference,
        count(*) filter (value is null) as n_zero, case when least(n1, n0) >= 5 then n1 * n0 / (n1 + n0) end as weight
    from pages group by all
),
draws as (
    select c.month, unnest([c.size_class, 'alle']) as size_class, r.draw, c.weight, r.difference
    from classes as c inner join mean_difference_resamples('pages') as r using (sample) where c.weight is not null
),
ends as (
    select month, size_class, quantile_cont(difference, [0.025, 0.975]) as ends
    from (select month, size_class, draw, sum(difference * weight) / sum(weight) as difference from draws group by all)
    group by all
),
sized as (
    select * exclude (sample), 100 * weight / sum(weight) over (partition by month) as weight_percent from classes
    union all by name
    select month, 'alle' as size_class, coalesce(sum(n1) filter (weight > 0), 0)::bigint as n1,
        coalesce(sum(n0) filter (weight > 0), 0)::bigint as n0, sum(n_zero)::bigint as n_zero, sum(weight) as weight,
        sum(difference * weight) / sum(weight) as difference, 100 * sum(weight) / sum(weight) as weight_percent
    from classes group by month
),
final as (
    select month, size_class, case when weight is null then 'for få' else 'målt' end as effect_state,
        n1 as n_visible, n0 as n_not_visible, n_zero as n_without_followers, exp(mean1) as followers_visible,
        exp(mean0) as followers_not_visible, weight_percent,
        case when weight is not null then round(exp(difference), 6) end as ratio,
        round(exp(ends[1]), 6) as ratio_low, round(exp(ends[2]), 6) as ratio_high, method_version() as method_version
    from sized left join ends using (month, size_class)
)
select * from final order by month, size_class
