-- One row per month, scope and national figure, with how many it rests on.
-- month: month of the edition, YYYY-MM
-- scope: alle, kommune or fylkeskommune
-- metric_id: the metric, with what of it: M3 median
-- name: what it says, in Norwegian
-- value: the figure; NULL when nothing was measured
-- low: smallest value that fits the intervals or the unknown ones
-- high: largest value that fits
-- unit: %, ‰, personer, antall, poeng, timer, dager, forhold or per 30 dager
-- n_measured: authorities it is computed from
-- n_known: authorities it could have been computed from: with an official page, or of known standing
-- n_all: authorities in force
with sums as (
    select
        s.month, s.scope, count(*) as n_all,
        count(*) filter (r.account_status = 'official') as n_page,
        count(*) filter (o.presence <> 'ukjent') as n_known,
        count(r.followers) as n_followers, sum(r.followers) as followers, avg(r.followers) as mean_followers,
        sum(r.followers_low) as followers_low, sum(r.followers_high) as followers_high,
        avg(r.followers_low) as mean_followers_low, avg(r.followers_high) as mean_followers_high,
        count(r.coverage_percent) as n_coverage, avg(r.coverage_percent) as mean, avg(r.coverage_percent_low)
            as mean_low, avg(r.coverage_percent_high) as mean_high, median(r.coverage_percent) as median,
        median(r.coverage_percent_low) as median_low, median(r.coverage_percent_high) as median_high,
        sum(r.population) filter (r.coverage_percent is not null) as people,
        sum(r.followers) filter (r.coverage_percent is not null) as pooled,
        sum(r.followers_low) filter (r.coverage_percent is not null) as pooled_low,
        sum(r.followers_high) filter (r.coverage_percent is not null) as pooled_high,
        count(*) filter (r.coverage_percent > 100) as above_100,
        count(*) filter (r.growth_state = 'målt') as n_growth,
        sum(r.growth_persons) filter (r.growth_state = 'målt') as growth,
        median(r.growth_percent_per_30_days) filter (r.growth_state = 'målt') as growth_median,
        count(r.talking_about) as n_talking, sum(r.talking_about) as talking,
        count(r.visibility_score) as n_visible, avg(r.visibility_score) as visibility,
        avg(v.score + v.points_unobserved) as visibility_high,
        count(*) filter (r.visibility_class = 'forside') as front,
        count(r.facebook_pages) as n_pages, avg(r.facebook_pages) as pages,
        count(*) filter (r.facebook_pages >= 1) as one, count(*) filter (r.facebook_pages >= 2) as two,
        count(*) filter (r.facebook_pages >= 4) as four,
        count(r.channels) as n_channels, avg(r.channels) as channels
    from core.authority_scope as s
    inner join mart.ranking as r using (month, authority_number)
    inner join core.official_page as o using (month, authority_number)
    left join metrics.m16_visibility as v using (month, authority_number)
    group by all
),
long as (
    select s.month, s.scope, l.*, s.n_all
    from sums as s, lateral (
        values
        ('M2 total', 'Følgere i alt', followers::double, followers_low::double, followers_high::double, 'personer',
            n_followers, n_page),
        ('M2 mean', 'Følgere per side, gjennomsnitt', mean_followers, mean_followers_low, mean_followers_high,
            'personer', n_followers, n_page),
        ('M3 mean', 'Dekningsgrad, gjennomsnitt', mean, mean_low, mean_high, '%', n_coverage, n_page),
        ('M3 median', 'Dekningsgrad, median', median, median_low, median_high, '%', n_coverage, n_page),
        ('M3 pooled', 'Dekningsgrad, samlet', percent(pooled, people), percent(pooled_low, people),
            percent(pooled_high, people), '%', n_coverage, n_page),
        ('M3 above 100', 'Myndigheter med flere følgere enn innbyggere',
            case when n_coverage > 0 then above_100::double end, null, null, 'antall', n_coverage, n_page),
        ('M4 total', 'Vekst i alt', growth::double, null, null, 'personer', n_growth, n_page),
        ('M4 median', 'Vekst per 30 dager, median', growth_median, null, null, '%', n_growth, n_page),
        ('M15 total', 'Snakker om, i alt', talking::double, null, null, 'personer', n_talking, n_page),
        ('M16 mean', 'Synlighet, gjennomsnitt', visibility, visibility, visibility_high, 'poeng', n_visible, n_page),
        ('M16 front page', 'Forsiden lenker til siden', percent(front, n_visible), null, null, '%', n_visible, n_page),
        ('M17 mean', 'Sider per myndighet', pages, null, null, 'antall', n_pages, n_all),
        ('M17 two or more', 'To sider eller flere, av dem med side', percent(two, one), null, null, '%', one, n_pages),
        ('M17 four or more', 'Fire sider eller flere, av dem med side', percent(four, one), null, null, '%', one,
            n_pages),
        ('M18 mean', 'Kanaler per myndighet', channels, null, null, 'antall', n_channels, n_all)
    ) as l (metric_id, name, value, low, high, unit, n_measured, n_known)
),
adoption as (
    select month, scope, 'M1' as metric_id, 'Adopsjonsgrad' as name, percent as value, percent_low as low,
        percent_high as high, '%' as unit, yes + no as n_measured, yes + no as n_known, n_all
    from metrics.m01_adoption
),
quality as (
    select
        q.month, q.scope, 'M21 ' || q.measure as metric_id,
        case q.measure
            when 'measured' then 'Målt av kjente sider' when 'fresh' then 'Målt denne måneden av kjente sider'
            when 'known' then 'Myndigheter der vi vet om de har side' when 'exact' then 'Eksakte tall av målte'
            when 'classified' then 'Sider med kjent bruksklasse' else 'Median alder på tallene' end as name,
        q.value, null as low, null as high, q.unit,
        case when q.measure = 'measured' then q.n else q.n_of end as n_measured, q.n_of as n_known, s.n_all
    from metrics.m21_data_quality as q
    inner join sums as s using (month, scope)
),
effect as (
    select s.month, s.scope, 'M20' as metric_id,
        'Følgere når forsiden lenker til siden, mot når den ikke gjør det' as name,
        v.ratio as value, v.ratio_low as low, v.ratio_high as high, 'forhold' as unit,
        v.n_visible + v.n_not_visible as n_measured, s.n_page as n_known, s.n_all
    from metrics.m20_visibility_effect as v
    inner join sums as s on s.month = v.month and s.scope = 'alle'
    where v.size_class = 'alle'
),
final as (
    select * from adoption
    union all by name
    select * from long
    union all by name
    select * from quality
    union all by name
    select * from mart.dialogue_national
    union all by name
    select * from effect
)
select * from final order by month, scope, metric_id
