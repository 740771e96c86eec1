"""Asking the register in the warehouse: one account, one website's authority, one month's list to look at.

That list is worked out when it is asked for (`asked/review.sql`): it is the operator's, so no published copy holds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from barometer.errors import WarehouseError
from warehouse.header import HERE
from warehouse.read import typed

if TYPE_CHECKING:
    import pandas

# Every id under which the platform answered for an account: its number, its name, names it had before.
_ACCOUNT = """
with known as (
    select distinct v.authority_number, v.channel, v.native_id
    from core.account_visit as v
    inner join raw.profile as p using (visit_id, channel)
    where v.channel = $channel and (p.native_id = $native_id or p.username = $native_id)
)
select r.*
from mart.register as r
left join known as k using (authority_number, channel, native_id)
where r.month = $month and r.channel = $channel and (r.native_id = $native_id or k.native_id is not null)
order by r.status <> 'official', not r.is_current, r.authority_number, r.native_id
"""
_MONTH = "select max(month) from core.edition_month where month <= $month"


def month_known(connection: duckdb.DuckDBPyConnection, month: str) -> str:
    """Return the newest month of the warehouse that is not after a month (`YYYY-MM`).

    Raises:
        WarehouseError: there is none.
    """
    row = connection.execute(_MONTH, {"month": month}).fetchone()
    if row is None or row[0] is None:
        raise WarehouseError(
            f"the warehouse holds no month up to {month}: run 'barometer month', or give a later --month"
        )
    return str(row[0])


def rows_to_look_at(connection: duckdb.DuckDBPyConnection, month: str) -> pandas.DataFrame:
    """Return what a person should look at in a month, most useful first; columns as `asked/review.sql` heads them."""
    return typed(connection.execute((HERE / "asked" / "review.sql").read_text(), {"month": month}))


def rows_of_account(
    connection: duckdb.DuckDBPyConnection, month: str, channel: str, native_id: str
) -> pandas.DataFrame:
    """Return the register's rows of an account in a month, official ones first, by any id it is known under."""
    asked = {"month": month, "channel": channel, "native_id": native_id}
    return typed(connection.execute(_ACCOUNT, asked))
