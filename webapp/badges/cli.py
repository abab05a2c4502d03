"""flask badges rebuild"""

import click
from flask.cli import AppGroup

from webapp.badges.rebuild import rebuild as rebuild_counters
from webapp.core import clock
from webapp.core.work import work

badges = AppGroup("badges", help="Badges and what they count.")


@badges.command("rebuild")
def rebuild() -> None:
    """Set every counter from its sources; award what a new badge owes."""
    with work():
        awards = rebuild_counters(now=clock.now())
    click.echo(f"The counters are set; {len(awards)} badges were due.")
