-- One row per authority under one number and name: which series of figures it belongs to.
-- authority_number: official number, text
-- valid_from: first day in force under this number and name
-- valid_to: first day no longer in force; NULL while it is
-- began_as: how it began: renamed, renumbered, merged or split; NULL when nothing is known of it
-- earlier_number: number of the authority that it continues; NULL when it continues none
-- series: the same for an authority through every new name and number; another one after a merger or a split
-- series_from: first day of the series: figures from before are of other authorities
with recursive entered as (
    select to_number, "on", any_value(kind) as kind, any_value(from_number) as from_number
    from raw.authority_change
    where kind <> 'part moved'
    group by to_number, "on"
),
rows_of_today as (
    select a.number, a.valid_from, a.valid_to, e.kind as began_as,
        b.number as earlier_number
    from raw.authority as a
    left join entered as e on e.to_number = a.number and e."on" = a.valid_from
    left join raw.authority as b
        on b.number = e.from_number and b.valid_to = a.valid_from and e.kind in ('renamed', 'renumbered')
),
followed as (
    select *, number || ' ' || valid_from::varchar as series, valid_from as series_from
    from rows_of_today
    where earlier_number is null
    union all
    select r.*, f.series, f.series_from
    from followed as f
    inner join rows_of_today as r on r.earlier_number = f.number and r.valid_from = f.valid_to
),
final as (
    select number as authority_number, valid_from, valid_to, began_as, earlier_number, series, series_from
    from followed
)
select * from final order by authority_number, valid_from
