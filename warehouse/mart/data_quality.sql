-- One row per month and measure of how good the edition's figures are.
-- month: month of the edition, YYYY-MM
-- measure: id of the measure
-- name: what it says, in Norwegian
-- value: the measure; NULL when there is nothing to measure it on
-- unit: %, dager, antall or κ
with named as (
    select *
    from (values
        ('measured', 'Målt av kjente sider'),
        ('fresh', 'Målt denne måneden av kjente sider'),
        ('known', 'Myndigheter der vi vet om de har side'),
        ('exact', 'Eksakte tall av målte'),
        ('classified', 'Sider med kjent bruksklasse'),
        ('median_age', 'Median alder på tallene')
    ) as t (measure, name)
),
quality as (
    select q.month, q.measure, n.name, q.value, q.unit
    from metrics.m21_data_quality as q
    inner join named as n using (measure)
    where q.scope = 'alle'
),
states as (
    select month, 'state ' || state as measure, 'Myndigheter i tilstanden «' || state || '»' as name,
        count(*)::double as value, 'antall' as unit
    from core.page_state
    group by all
),
routes as (
    select month, 'route ' || route as measure, 'Treff via ' || route as name, hit_percent as value, '%' as unit
    from mart.route
),
coded as (
    select c.month, l.measure, l.name, l.value, l.unit
    from core.coding_agreement as c, lateral (
        values
        ('coded', 'Sider som er kodet for hånd', pages::double, 'antall'),
        ('coded twice', 'Sider som er kodet av to', pages_twice::double, 'antall'),
        ('coded alike', 'Sider som to har gitt samme bruksklasse', agreed::double, 'antall'),
        ('coded settled', 'Uenigheter som en tredje har avgjort', settled::double, 'antall'),
        ('kappa', 'Cohens κ for bruksklassen', kappa, 'κ'),
        ('kappa low', 'Cohens κ, nedre grense (95 %)', kappa_low, 'κ'),
        ('kappa high', 'Cohens κ, øvre grense (95 %)', kappa_high, 'κ')
    ) as l (measure, name, value, unit)
),
final as (
    select * from quality
    union all
    select * from coded
    union all
    select * from states
    union all
    select * from routes
)
select * from final order by month, measure
