"""The command line: one verb per stage, each re-runnable, and the verbs for looking things up.

Exit codes: 0 done, 1 checks failed, 2 wrong use or bad input, 3 another run holds the lock, 4 nothing could be reached.
"""

from __future__ import annotations

import typer

from barometer.commands import coding, importing, inspect, look, month, notebook, practice, registry, stages

app = typer.Typer(
    name="barometer",
    help="Measures how municipalities use Facebook and other social media, and publishes it every month.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.command(help=stages.crawl.__doc__)(stages.crawl)
app.command(help=stages.parse.__doc__)(stages.parse)
app.command(help=stages.build.__doc__)(stages.build)
app.command(help=stages.check.__doc__)(stages.check)
app.command(help=stages.publish.__doc__)(stages.publish)
app.command(help=month.month.__doc__)(month.month)
app.command(help=look.query.__doc__)(look.query)
app.command(help=notebook.notebook.__doc__)(notebook.notebook)
app.command(help=look.status.__doc__)(look.status)
app.command(help=look.serve.__doc__)(look.serve)
app.add_typer(coding.app, name="coding")
app.add_typer(importing.app, name="import")
app.add_typer(inspect.app, name="inspect")
app.add_typer(practice.app, name="practice")
app.add_typer(registry.app, name="registry")


@app.callback()
def _root() -> None:
    """Keep sub-commands named even if only one were left."""
