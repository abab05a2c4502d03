"""flask setup: a real organisation with its first admin."""

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from webapp.core import clock
from webapp.core.problems import Problem
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import passwords
from webapp.people.actions import add_person
from webapp.people.models import Person, WorkCalendar

SHORTEST_PASSWORD = 10


@click.command()
@click.option("--name", prompt="Your name")
@click.option("--email", prompt="Your e-mail")
@click.option("--country", prompt="Country of your holidays (two letters)", default="DE")
@click.option("--time-zone", prompt="Time zone", default="Europe/Berlin")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
@with_appcontext
def setup(name: str, email: str, country: str, time_zone: str, password: str) -> None:
    """Make a real organisation with its first admin. Refused once there are people."""
    if db.session.scalar(select(func.count()).select_from(Person)):
        raise click.ClickException("This installation has people already; nothing was changed.")
    if len(password) < SHORTEST_PASSWORD:
        raise click.ClickException(f"Choose a password of at least {SHORTEST_PASSWORD} characters.")
    hashed = passwords.hash_password(password)
    try:
        with work():
            calendar = WorkCalendar(name=f"{country.upper()} holidays", country=country.upper())
            add_person(
                name,
                email,
                role="admin",
                calendar=calendar,
                time_zone=time_zone,
                now=clock.now(),
                password_hash=hashed,
            )
    except Problem as problem:
        raise click.ClickException(problem.detail) from None
    click.echo(f"Welcome, {name}. Start the server and sign in as {email.strip().lower()}.")
