-- One row per month and official page whose "talking about" was seen that month.
-- metric: M15 | snakker om / talking about | persons, % | higher | 1
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- persons: middle of the interval, persons
-- persons_low: smallest true value that fits, persons
-- persons_high: largest true value that fits, persons
-- percent: per 100 inhabitants, %
-- method_version: version of the whole method
with final as (
    select
        p.month, p.authority_number,
        o.value as persons, o.low as persons_low, o.high as persons_high,
        percent(o.value, a.population) as percent,
        method_version() as method_version
    from core.official_page as p
    -- It counts the last week, so neither an earlier month's number nor an old copy's is carried.
    inner join core.best_observation as o
        on o.month = p.month and o.authority_number = p.authority_number and o.native_id = p.native_id
    inner join core.authority_month as a on a.month = p.month and a.authority_number = p.authority_number
    where p.presence = 'ja' and o.channel = 'facebook' and o.counter_kind = 'talking_about' and o.is_recent
)
select * from final order by month, authority_number
