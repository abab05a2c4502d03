"""flask setup: a real organisation with its first admin."""

from collections.abc import Callable
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from webapp.core import clock, health
from webapp.core.problems import Problem
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import checks, passwords
from webapp.people.actions import add_person
from webapp.people.models import Person, WorkCalendar


@click.command()
@click.option("--name", help="Your name, as colleagues see it.")
@click.option("--email", help="The e-mail address you will sign in with.")
@click.option("--country", help="Whose public holidays your people keep: two letters, such as DE.")
@click.option("--time-zone", help="Yours, such as Europe/Berlin.")
@click.option("--password", help="At least ten characters. Leave it out to type it unseen.")
@with_appcontext
def setup(
    name: str | None, email: str | None, country: str | None, time_zone: str | None, password: str | None
) -> None:
    """Make a real organisation with its first admin; what is not given is asked. Refused once there are people."""
    _refuse_unless_new()
    name = _asked(name, "Your name, as colleagues see it", checks.known_name)
    email = _asked(email, "Your e-mail address, to sign in with", checks.known_email)
    country = _asked(
        country, "Country whose public holidays you keep, in two letters", checks.known_country, default="DE"
    )
    time_zone = _asked(time_zone, "Your time zone", checks.known_zone, default="Europe/Berlin")
    unseen = {"hide_input": True, "confirmation_prompt": "Once more"}
    password = _asked(password, "A password of ten characters or more", checks.long_enough, **unseen)
    _found(name, email, country, time_zone, passwords.hash_password(password))
    click.echo(f"Welcome, {name}. Start the server and its worker with `make run`, then sign in as {email}.")


def _refuse_unless_new() -> None:
    try:
        if not health.is_migrated():
            raise click.ClickException("The database is not ready: run `flask --app webapp db upgrade` first.")
        if db.session.scalar(select(func.count()).select_from(Person)):
            raise click.ClickException(
                "This installation has people already, perhaps the demonstration's; nothing was changed. "
                "For a real one choose an empty folder with REPARTEE_DATA, or another DATABASE_URL."
            )
    except SQLAlchemyError:
        raise click.ClickException("The database does not answer: check DATABASE_URL and that it runs.") from None


def _asked(given: str | None, question: str, check: Callable[[str], str], **how: Any) -> str:
    """What was given as an option; otherwise it is asked until it is right."""

    def checked(text: str) -> str:
        try:
            return check(text)
        except Problem as problem:
            raise click.UsageError(problem.detail) from None

    if given is not None:
        return checked(given)
    # With a default that is refused, click says why it asks again; without one it only asks.
    how = {"default": "", "show_default": False} | how if "default" not in how else how
    answer: str = click.prompt(question, value_proc=checked, **how)
    return answer


def _found(name: str, email: str, country: str, time_zone: str, password_hash: str) -> None:
    with work():
        calendar = WorkCalendar(name=f"{country} holidays", country=country)
        add_person(
            name,
            email,
            role="admin",
            calendar=calendar,
            time_zone=time_zone,
            now=clock.now(),
            password_hash=password_hash,
        )
