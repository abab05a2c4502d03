"""flask standings rebuild"""

import click
from flask.cli import AppGroup

from webapp.core.work import work
from webapp.standings.actions import rebuild

standings = AppGroup("standings", help="The boards' sums.")


@standings.command("rebuild")
def rebuild_sums() -> None:
    """Make every sum anew from the ledger."""
    with work():
        count = rebuild()
    click.echo(f"{count} sums rebuilt from the ledger.")
