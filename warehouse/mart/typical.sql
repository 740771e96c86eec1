-- One row per month, group of authorities and measure: what is common in the group, to hold one authority against.
-- Each authority counts once; those without the measure are left out, not taken for nought.
-- month: month of the edition, YYYY-MM
-- grouping: scope (the whole country) or size_class
-- name: alle, or the size class
-- measure: column of mart.ranking or mart.dialogue that is measured
-- low: a tenth of the group is at or below it, in the measure's unit; NULL below 10 measured
-- median: half of the group is at or below it; NULL below 3 measured, or when half is too slow to tell
-- high: a tenth of the group is at or above it; NULL below 10 measured, or likewise
-- measured: authorities with the measure
-- authorities: authorities in force
with measures as (
    select r.month, r.authority_number, r.size_class, l.measure, l.value
    from mart.ranking as r
    left join mart.dialogue as d using (month, authority_number), lateral (
        values
        ('followers', r.followers::double),
        ('coverage_percent', r.coverage_percent),
        ('growth_percent_per_30_days', case when r.growth_state = 'målt' then r.growth_percent_per_30_days end),
        ('talking_about', r.talking_about::double),
        ('talking_about_percent', r.talking_about_percent),
        ('visibility_score', r.visibility_score::double),
        ('facebook_pages', r.facebook_pages::double),
        ('channels', r.channels::double),
        ('acts_per_30_days', d.acts_per_30_days),
        ('posts_per_30_days', d.posts_per_30_days),
        ('enquiries', d.enquiries::double),
        ('response_percent', d.response_percent),
        -- Fewer than half answered: slower than any time that can be told, not without one.
        ('median_hours', case when d.response_time_state = 'målt' then coalesce(d.median_hours, 'inf'::double) end),
        ('within_24_hours_percent', d.within_24_hours_percent),
        ('threads_percent', d.threads_percent),
        ('dialog_percent', d.dialog_percent::double),
        ('engagement', d.engagement),
        ('interactions_per_1000', d.interactions_per_1000)
    ) as l (measure, value)
),
grouped as (
    select month, 'scope' as grouping, 'alle' as name, measure, value from measures
    union all
    select month, 'size_class', size_class, measure, value from measures where size_class is not null
),
ends as (
    select
        month, grouping, name, measure,
        quantile_disc(value, 0.1) as low, quantile_cont(value, 0.5) as middle, quantile_disc(value, 0.9) as high,
        count(value) as measured, count(*) as authorities
    from grouped
    group by all
),
final as (
    select
        month, grouping, name, measure,
        case when measured >= 10 and isfinite(low) then low end as low,
        case when measured >= 3 and isfinite(middle) then middle end as median,
        case when measured >= 10 and isfinite(high) then high end as high,
        measured, authorities
    from ends
)
select * from final order by month, grouping, name, measure
