-- One row per month and size class, and one for all of them pooled: followers of pages that the website's front page
-- links to, beside those of pages that it does not. A correlation: who is careful with one may be with the other.
-- Visible is visibility class forside of M16; not visible is annet sted or ingen.
-- Pooled: mean of the classes' log ratios by weight n1 * n0 / (n1 + n0), which is inverse variance where spread is alike.
-- Interval: percentiles 2.5 and 97.5 of 500 resamples with replacement within class and group, of n - 1 pages each, since
-- n would understate the spread of small groups. The dice are MD5 of class, group, draw and slot: the same in each run.
-- metric: M20 | synlighetseffekt / visibility effect | ratio | neither | 1
-- month: month of the edition, YYYY-MM
-- size_class: by inhabitants; alle for the pooled row
-- effect_state: målt, or for få (fewer than 5 in a group, or no class to pool)
-- n_visible: measured pages that the front page links to; in the pooled row those of the classes that are pooled
-- n_not_visible: measured pages that it does not link to; likewise
-- n_without_followers: measured pages with 0 followers, left out: a geometric mean of 0 says nothing of the others
-- followers_visible: geometric mean, persons; NULL when nobody is in the group, and in the pooled row
-- followers_not_visible: geometric mean, persons; likewise
-- weight_percent: the class's share in the pooled ratio, %; NULL when it is left out
-- ratio: followers visible ÷ not visible; NULL when too few
-- ratio_low: lower end of the 95 % interval
-- ratio_high: upper end
-- method_version: version of the whole method
with pages as (
    select
        v.month, a.size_class, v.visibility_class = 'forside' as is_visible, f.persons > 0 as has_followers,
        -- Decimals add up to the same sum in any order.
        case when has_followers then ln(f.persons)::decimal(18, 9) end as log_persons, v.authority_number
    from metrics.m16_visibility as v
    inner join core.authority_month as a using (month, authority_number)
    inner join metrics.m02_followers as f using (month, authority_number)
    where f.is_headline and a.size_class is not null
),
sides as (
    select month, size_class, is_visible, count(log_persons) as n, avg(log_persons) as mean,
        count(*) filter (not has_followers) as n_zero,
        list(log_persons order by authority_number) filter (has_followers) as logs
    from pages
    group by all
),
classes as (
    select
        month, size_class,
        coalesce(any_value(n) filter (is_visible), 0) as n1, coalesce(any_value(n) filter (not is_visible), 0) as n0,
        sum(n_zero)::bigint as n_zero, any_value(mean) filter (is_visible) as mean1,
        any_value(mean) filter (not is_visible) as mean0,
        case when least(n1, n0) >= 5 then 1.0::double * n1 * n0 / (n1 + n0) end as weight
    from sides
    group by all
),
dice as (
    select size_class, is_visible, draw, slot,
        md5_number_lower(concat_ws(' ', size_class, is_visible, draw, slot)) as face
    from (select size_class, is_visible, max(n) as n from sides group by all),
        lateral (select unnest(range(1, n)) as slot), range(500) as r (draw)
),
resamples as (
    select s.month, s.size_class, d.draw,
        avg(s.logs[1 + (d.face % s.n)::bigint]) filter (s.is_visible)
            - avg(s.logs[1 + (d.face % s.n)::bigint]) filter (not s.is_visible) as log_ratio
    from sides as s
    inner join classes as c on c.month = s.month and c.size_class = s.size_class and c.weight is not null
    inner join dice as d on d.size_class = s.size_class and d.is_visible = s.is_visible and d.slot < s.n
    group by all
),
pooled as (
    select month, 'alle' as size_class, draw, sum(log_ratio * weight) / sum(weight) as log_ratio
    from resamples
    inner join classes using (month, size_class)
    group by all
),
intervals as (
    select month, size_class, quantile_cont(log_ratio, [0.025, 0.975]) as ends
    from (from resamples union all by name from pooled)
    group by all
),
rows_of_all as (
    select *, mean1 - mean0 as log_ratio, 100 * weight / sum(weight) over (partition by month) as weight_percent
    from classes
    union all by name
    select
        month, 'alle' as size_class, coalesce(sum(n1) filter (weight > 0), 0)::bigint as n1,
        coalesce(sum(n0) filter (weight > 0), 0)::bigint as n0, sum(n_zero)::bigint as n_zero, sum(weight) as weight,
        sum((mean1 - mean0) * weight) / sum(weight) as log_ratio, case when sum(weight) > 0 then 100 end as weight_percent
    from classes
    group by all
),
final as (
    select
        month, size_class, case when weight is null then 'for få' else 'målt' end as effect_state,
        n1 as n_visible, n0 as n_not_visible, n_zero as n_without_followers,
        exp(mean1) as followers_visible, exp(mean0) as followers_not_visible, weight_percent,
        -- Six decimals: sums of floating point numbers differ beyond, with their order.
        case when weight > 0 then round(exp(log_ratio), 6) end as ratio,
        round(exp(ends[1]), 6) as ratio_low, round(exp(ends[2]), 6) as ratio_high,
        method_version() as method_version
    from rows_of_all
    left join intervals using (month, size_class)
)
select * from final order by month, size_class
