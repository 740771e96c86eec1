-- One row per month, authority with an official page and indicator: what its grade is made of.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- indicator: coverage, growth, dialogue, engagement or visibility
-- metric_id: the metric it is taken from
-- indicator_state: målt, ikke målt, or for få (fewer than 10 of the size class are målt)
-- unit: unit of the value
-- value: the metric's value; NULL unless målt or for få
-- value_low: lower end of its interval
-- value_high: upper end
-- n_in_class: authorities of the size class where it is målt, by the same metric
-- class_mean: their mean
-- class_deviation: their standard deviation
-- z: deviations above that mean as they count, at most 3 either way; NULL unless målt
-- weight_percent: its share in this authority's grade: equal for all that are målt, %; NULL without a grade
-- contribution: grades that it adds to 3.5 or takes from it, before the ends of the scale; NULL without a grade
-- method_version: version of the whole method
with final as (
    select
        i.* exclude (z_low, z_high, method_version),
        case when i.z is not null and g.grade_state = 'målt' then 100.0::double / g.indicators end as weight_percent,
        case when g.grade_state = 'målt' then 1.25 * i.z / g.indicators end as contribution,
        i.method_version
    from metrics.m22_indicator as i
    inner join metrics.m22_grade as g using (month, authority_number)
)
select * from final order by month, authority_number, indicator
