"""flask points verify"""

import sys

import click
from flask.cli import AppGroup

from webapp.points.verify import differences

points = AppGroup("points", help="The ledger.")


@points.command("verify")
def verify() -> None:
    """Recompute everything from its sources and say what differs."""
    found = differences()
    for sentence in found:
        click.echo(sentence)
    click.echo("Nothing differs." if not found else f"{len(found)} differ.")
    sys.exit(1 if found else 0)
