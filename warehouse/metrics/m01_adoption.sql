-- One row per month and scope: authorities with an official Facebook page for the whole authority.
-- metric: M1 | adopsjonsgrad / adoption | % | higher | 1
-- month: month of the edition, YYYY-MM
-- scope: alle, kommune or fylkeskommune
-- yes: authorities with an official page
-- no: authorities whose website was read and shows none, or that chose not to
-- unknown: authorities whose website could not be read, or with an unconfirmed candidate
-- n_all: authorities in force
-- percent: yes of all, %
-- percent_low: yes of all, %: no unknown one has a page
-- percent_high: yes and unknown of all, %: every unknown one has a page
-- method_version: version of the whole method
with counted as (
    select
        s.month, s.scope,
        count(*) filter (p.presence = 'ja') as yes,
        count(*) filter (p.presence in ('nei', 'valgt bort')) as no,
        count(*) filter (p.presence = 'ukjent') as unknown,
        count(*) as n_all
    from core.authority_scope as s
    inner join core.official_page as p using (month, authority_number)
    group by all
),
final as (
    select
        *,
        percent(yes, n_all) as percent,
        percent(yes, n_all) as percent_low,
        percent(yes + unknown, n_all) as percent_high,
        method_version() as method_version
    from counted
)
select * from final order by month, scope
