-- One row per month and authority with an official page: its grade among those of its size class.
-- Grade = 3.5 + 1.25 * the mean z of the indicators that are målt, each with the same weight (one fifth of all five), so
-- that 3.5 is the mean of the class and two standard deviations are 2.5 grades; below 1 is 1 and above 6 is 6. One
-- indicator's z counts 3 at most either way. Fewer than 10 in the class with an indicator: it is none there.
-- metric: M22 | karakter / grade | 1–6 | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- grade_state: målt, or for få (fewer than 3 of the 5 indicators, which is less than 60 %)
-- indicators: indicators that are målt, 0–5
-- mean_z: their mean, standard deviations above the mean of the size class; NULL unless målt
-- grade: 1–6, one decimal; NULL unless målt
-- grade_low: smallest grade that fits the intervals of the indicators, all of them at their lower end
-- grade_high: largest, likewise
-- is_bounded: true when the scale's end was reached, so that 1 or 6 stands for something beyond
-- method_version: version of the whole method
with means as (
    select
        month, authority_number, count(z) as indicators,
        case when count(z) >= 3 then round(avg(z::decimal(24, 9)), 9) end as mean_z,
        case when count(z) >= 3 then round(avg(z_low::decimal(24, 9)), 9) end as mean_low,
        case when count(z) >= 3 then round(avg(z_high::decimal(24, 9)), 9) end as mean_high
    from metrics.m22_indicator
    group by all
),
final as (
    select
        month, authority_number, case when mean_z is null then 'for få' else 'målt' end as grade_state,
        indicators, mean_z,
        grade_of(mean_z) as grade, grade_of(mean_low) as grade_low, grade_of(mean_high) as grade_high,
        abs(mean_z) > 2 as is_bounded,
        method_version() as method_version
    from means
)
select * from final order by month, authority_number
