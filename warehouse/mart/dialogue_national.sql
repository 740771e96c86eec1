-- One row per month, scope and national figure of dialogue, with how many pages it rests on; part of mart.national.
-- month: month of the edition, YYYY-MM
-- scope: alle, kommune or fylkeskommune
-- metric_id: the metric, with what of it
-- name: what it says, in Norwegian
-- value: the figure; NULL when nothing was measured
-- low: lower end of its interval; NULL when it has none
-- high: upper end
-- unit: %, ‰, antall, timer, dager or per 30 dager
-- n_measured: pages it is computed from
-- n_known: official pages
-- n_all: authorities in force
with sums as (
    select
        s.month, s.scope,
        count(*) as n_all, count(d.authority_number) as n_known,
        count(d.acts_per_30_days) as n_acts, median(d.acts_per_30_days) as acts,
        count(d.median_days_between_posts) as n_gap, median(d.median_days_between_posts) as gap,
        count(d.enquiries) as n_enquiries, sum(d.enquiries) as enquiries,
        count(d.due_enquiries) as n_due, sum(d.due_enquiries) as due, sum(d.answered_in_time) as in_time,
        count(d.response_percent) as n_rate, avg(d.response_percent) as rate,
        count(*) filter (d.response_time_state = 'målt') as n_hours,
        -- Pages that leave most enquiries unanswered have no median, but are slower than all that have one.
        quantile_disc(coalesce(d.median_hours, 'infinity'), 0.5) filter (d.response_time_state = 'målt') as hours,
        count(d.within_24_hours_percent) as n_day, avg(d.within_24_hours_percent) as day,
        count(d.threads_percent) as n_threads, avg(d.threads_percent) as threads,
        count(d.dialog_percent) as n_weeks,
        count(d.is_dialog_plus) as n_plus, count(*) filter (d.is_dialog_plus) as plus,
        count(d.engagement) filter (d.engagement_state = 'målt') as n_engagement,
        median(d.engagement) filter (d.engagement_state = 'målt') as engagement,
        median(d.engagement_low) filter (d.engagement_state = 'målt') as engagement_low,
        median(d.engagement_high) filter (d.engagement_state = 'målt') as engagement_high,
        count(d.interactions_per_1000) as n_interactions, median(d.interactions_per_1000) as interactions,
        median(d.interactions_per_1000_low) filter (d.interactions_state = 'målt') as interactions_low,
        median(d.interactions_per_1000_high) filter (d.interactions_state = 'målt') as interactions_high
    from core.authority_scope as s
    left join mart.dialogue as d using (month, authority_number)
    group by all
),
final as (
    select s.month, s.scope, l.*, s.n_known, s.n_all
    from sums as s, lateral (
        values
        ('M5 median', 'Innlegg og svar, median', acts, null, null, 'per 30 dager', n_acts),
        ('M5 median gap', 'Dager mellom innlegg, median', gap, null, null, 'dager', n_gap),
        ('M6 total', 'Henvendelser på 90 dager, i alt', enquiries::double, null, null, 'antall', n_enquiries),
        ('M7 pooled', 'Svarandel, alle henvendelser samlet', percent(in_time, due), null, null, '%', n_due),
        ('M7 mean', 'Svarandel, snitt av sidene', rate, null, null, '%', n_rate),
        ('M8 median', 'Svartid, median av sidene', case when isfinite(hours) then hours end, null, null, 'timer', n_hours),
        ('M8 within 24 hours', 'Besvart innen 24 timer, snitt av sidene', day, null, null, '%', n_day),
        ('M9 mean', 'Dialogtråder, snitt av sidene', threads, null, null, '%', n_threads),
        ('M11 dialog plus', 'Sider i den strenge klassen dialog+', percent(plus, n_plus), null, null, '%', n_plus),
        ('M13 median', 'Engasjement per innlegg og 1000 følgere, median', engagement, engagement_low, engagement_high,
            '‰', n_engagement),
        ('M14 median', 'Engasjement per 1000 innbyggere og 30 dager, median', interactions, interactions_low,
            interactions_high, '‰', n_interactions)
    ) as l (metric_id, name, value, low, high, unit, n_measured)
)
select * from final order by month, scope, metric_id
