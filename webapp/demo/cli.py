"""flask demo: the demonstration organisation, loaded once and topped up for today."""

from datetime import date, datetime, timedelta

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select

from webapp.core import clock
from webapp.core.work import work
from webapp.demo.history import documents, play
from webapp.demo.organisation import WEEKS, found_organisation
from webapp.extensions import db
from webapp.people import passwords, queries
from webapp.people.models import Cohort, Person
from webapp.playbook.actions import load_topic
from webapp.schedule.actions import fill

PASSWORD = "repartee-demo"
ZONE = "Europe/Berlin"


@click.command()
@with_appcontext
def demo() -> None:
    """Load the demonstration if there is nobody yet; then add today's replies and votes."""
    if current_app.config["REPARTEE_ENV"] == "production":
        raise click.ClickException("The demonstration is not for production. Use `flask setup` instead.")
    current_app.config["NEWS"] = "nowhere"
    now = clock.now()
    today = clock.local_day(now, ZONE)
    first = today
    if not db.session.scalar(select(func.count()).select_from(Person)):
        click.echo("Loading the demonstration: sixty people, six weeks. This takes a moment, once.")
        first = load(now=now)
    elif queries.by_email("ana@demo.example") is None:
        raise click.ClickException("There are real people here; the demonstration stays away.")
    cohorts = list(db.session.scalars(select(Cohort).order_by(Cohort.id)))
    play(cohorts, first, today, until=now)


def load(*, now: datetime) -> date:
    """The playbook, the people and their schedule; returns the first day there is to play."""
    today = clock.local_day(now, ZONE)
    first = today - timedelta(weeks=WEEKS)
    hashed = passwords.hash_password(PASSWORD)
    with work():
        for document in documents():
            load_topic(document, now=now - timedelta(weeks=WEEKS))
        organisation = found_organisation(hashed, today, now=now)
        for cohort in organisation.cohorts:
            fill(cohort.id, first, today + timedelta(days=14), now=now - timedelta(weeks=WEEKS))
    return first
