"""A first look at the barometer's warehouse: ranking, one authority over time, coverage, dialogue, quality.

`barometer notebook` copies this file and sets WAREHOUSE; open the copy with `marimo edit`. It reads the six views with
plain names, read-only; what each column holds, `describe ranking` and `duckdb_columns()` tell.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Barometer")

with app.setup:
    import altair as alt
    import duckdb
    import marimo as mo

    WAREHOUSE = "barometer.duckdb"


@app.cell
def _():
    warehouse = duckdb.connect(
        WAREHOUSE, read_only=True, config={"enable_external_access": "false", "lock_configuration": "true"}
    )

    def ask(sql, *values):
        return warehouse.execute(sql, list(values)).df()

    return (ask,)


@app.cell
def _(ask):
    months = ask("select distinct month from ranking order by month desc")["month"].tolist()
    counties = ask("select distinct county from ranking where county is not null order by county")["county"].tolist()
    mo.stop(not months, mo.md("The warehouse holds no month yet: run `barometer month`, then run this again."))
    month = mo.ui.dropdown(months, value=months[0], label="Month")
    county = mo.ui.dropdown(["all", *counties], value="all", label="County")
    mo.vstack(
        [
            mo.md("# Barometer\nMissing is missing, never zero; followers and likes are never compared."),
            mo.hstack([month, county], justify="start"),
        ]
    )
    return county, month


@app.cell
def _(ask, county, month):
    ranking = ask(
        """
        select rank, authority, county, size_class, population, followers, followers_low, followers_high,
            round(coverage_percent, 1) as coverage_percent, rank_change, use_class, state
        from ranking
        where month = ? and ? in ('all', county)
        order by rank nulls last, authority_number
        """,
        month.value,
        county.value,
    )
    mo.vstack([mo.md(f"## Ranking, {month.value}"), mo.ui.table(ranking, selection=None)])
    return


@app.cell
def _(ask, month):
    names = ask(
        "select authority_number || ' ' || authority as label, authority_number from ranking where month = ?"
        " order by authority_number",
        month.value,
    )
    authority = mo.ui.dropdown(
        dict(zip(names["label"], names["authority_number"], strict=True)), value=names["label"][0], label="Authority"
    )
    return (authority,)


@app.cell
def _(ask, authority):
    series = ask(
        """
        select strptime(month, '%Y-%m') as month, followers, followers_low, followers_high, counter_kind
        from ranking
        where authority_number = ? and followers is not null
        order by month
        """,
        authority.value,
    )
    base = alt.Chart(series).encode(x=alt.X("yearmonth(month):T", title=None), color="counter_kind:N")
    line = base.mark_line(point=True).encode(y=alt.Y("followers:Q", title="followers, persons"))
    band = base.mark_rule().encode(y="followers_low:Q", y2="followers_high:Q")
    mo.vstack([mo.md("## One authority, month by month"), authority, line + band])
    return


@app.cell
def _(ask, month):
    measured = ask(
        """
        select authority, kind, size_class, population, coverage_percent
        from ranking
        where month = ? and coverage_percent is not null
        """,
        month.value,
    )
    scatter = (
        alt.Chart(measured)
        .mark_circle(opacity=0.6)
        .encode(
            x=alt.X("population:Q", scale=alt.Scale(type="log"), title="inhabitants"),
            y=alt.Y("coverage_percent:Q", title="followers per 100 inhabitants, %"),
            color="size_class:N",
            tooltip=["authority", "population", "coverage_percent"],
        )
    )
    mo.vstack([mo.md("## Coverage against population"), scatter])
    return


@app.cell
def _(ask, month):
    classes = ask(
        "select coalesce(use_class, 'not known') as use_class, count(*) as pages from ranking"
        " where month = ? group by all order by pages desc",
        month.value,
    )
    answers = ask(
        """
        select authority, enquiries, answered_enquiries, round(response_percent, 1) as response_percent,
            round(median_hours, 1) as median_hours
        from ranking
        where month = ? and response_percent is not null
        order by response_percent desc, authority_number
        """,
        month.value,
    )
    bars = alt.Chart(classes).mark_bar().encode(x="pages:Q", y=alt.Y("use_class:N", sort="-x", title=None))
    mo.vstack([mo.md("## Dialogue"), bars, mo.ui.table(answers, selection=None)])
    return


@app.cell
def _(ask, month):
    quality = ask("select measure, name, value, unit from quality where month = ? order by measure", month.value)
    mo.vstack([mo.md("## How good the figures are"), mo.ui.table(quality, selection=None)])
    return


if __name__ == "__main__":
    app.run()
