-- One row per month and authority whose page was measured: followers beside inhabitants.
-- metric: M3 | dekningsgrad / coverage | % | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- counter_kind: followers or likes
-- population: inhabitants
-- percent: followers per 100 inhabitants, %; may exceed 100
-- percent_low: from the smallest fitting count, %
-- percent_high: from the largest fitting count, %
-- is_above_100: more followers than inhabitants: marked, never cut
-- method_version: version of the whole method
with final as (
    select
        f.month, f.authority_number, f.counter_kind, a.population,
        percent(f.persons, a.population) as percent,
        percent(f.persons_low, a.population) as percent_low,
        percent(f.persons_high, a.population) as percent_high,
        percent(f.persons, a.population) > 100 as is_above_100,
        f.method_version
    from metrics.m02_followers as f
    inner join core.authority_month as a using (month, authority_number)
    where f.is_headline and a.population > 0
)
select * from final order by month, authority_number
