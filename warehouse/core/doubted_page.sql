-- One row per month and account of which it is doubted whose it is: taken over, or named only by a site that moved.
-- What is posted and answered there is nobody's until a second look, as its numbers are.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- channel: platform
-- native_id: the account, as in core.account_month
with final as (
    select distinct month, authority_number, channel, native_id
    from core.quarantine
    where reason in ('siden har fått et annet navn', 'nettstedet er flyttet til et annet domene')
)
select * from final order by month, authority_number, channel, native_id
