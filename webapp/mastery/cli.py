"""flask mastery rebuild, flask mastery verify"""

import sys

import click
from flask.cli import AppGroup

from webapp.core.work import work
from webapp.mastery.actions import rebuild
from webapp.mastery.verify import sentences

mastery = AppGroup("mastery", help="How well people do on each topic, week by week.")


@mastery.command("rebuild")
def rebuild_sums() -> None:
    """Make every sum anew from replies and recalls."""
    with work():
        count = rebuild()
    click.echo(f"{count} sums rebuilt from replies and recalls.")


@mastery.command("verify")
def verify() -> None:
    """Count everything anew from its sources and say what differs."""
    found = sentences()
    for sentence in found:
        click.echo(sentence)
    click.echo("Nothing differs." if not found else f"{len(found)} differ.")
    sys.exit(1 if found else 0)
