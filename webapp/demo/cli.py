"""flask demo: the demonstration organisation, loaded once and topped up for today."""

from datetime import date, datetime, timedelta

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select

from webapp.answers.models import Answer
from webapp.core import clock
from webapp.core.work import work
from webapp.demo.coaching import coach
from webapp.demo.contests import begin_cup
from webapp.demo.deals import tell_of_deals
from webapp.demo.history import documents, play
from webapp.demo.organisation import WEEKS, found_organisation
from webapp.demo.ramp import sign_off_one
from webapp.extensions import db
from webapp.insights import tasks as insights
from webapp.people import passwords, queries
from webapp.people.models import Cohort, Person
from webapp.playbook.actions import load_topic
from webapp.playbook.models import Fact, Prompt
from webapp.schedule.actions import fill
from webapp.trust import tasks as trust

PASSWORD = "repartee-demo"
ZONE = "Europe/Berlin"
DAYS_BETWEEN_COHORTS = 45
"""The older a cohort, the further it has come in the playbook: further than six weeks of history reach."""


@click.command()
@click.option("--again", is_flag=True, help="Throw the demonstration away first.")
@with_appcontext
def demo(again: bool) -> None:
    """Load the demonstration if there is nobody yet; then add today's replies and votes."""
    if current_app.config["REPARTEE_ENV"] == "production":
        raise click.ClickException("The demonstration is not for production. Use `flask setup` instead.")
    if _has_people() and queries.by_email("ana@demo.example") is None:
        click.echo("There are real people here; the demonstration stays away.")
        return
    current_app.config["NEWS"] = "nowhere"
    if again:
        _empty()
    now = clock.now()
    today = clock.local_day(now, ZONE)
    is_new = not _has_people()
    if is_new:
        click.echo(
            "Loading the demonstration: sixty people, six weeks. "
            + ("This takes a minute or two." if again else "This takes a minute or two, once.")
        )
    first = load(today, now=now) if is_new else _last_played(today)
    if is_new:
        tell_of_deals(today, now=now)  # Before anybody plays: need goes by them.
    play(list(db.session.scalars(select(Cohort).order_by(Cohort.id))), first, today, until=now)
    if is_new:
        coach(now)
        begin_cup(today, ZONE, now=now)
        trust.learn_judges()  # Later starts leave this, and the counting, to the worker.
        sign_off_one(now)
        insights.count_kept()
        insights.count_newest()
    if again:
        click.echo("Done: the demonstration is new. Everybody was signed out; sign in again.")


@click.command()
@with_appcontext
def no_demo() -> None:
    """Refuse where the demonstration is: everybody knows its people's password."""
    if queries.by_email("ana@demo.example") is not None:
        raise click.ClickException(
            "The demonstration's people are in this database, and everybody knows their password. "
            "Choose an empty folder with REPARTEE_DATA, or another DATABASE_URL."
        )


def load(today: date, *, now: datetime) -> date:
    """The playbook, the people and their schedule; returns the first day there is to play."""
    began, first = now - timedelta(weeks=WEEKS), today - timedelta(weeks=WEEKS)
    hashed = passwords.hash_password(PASSWORD)
    with work():
        for document in documents():
            load_topic(document, now=began)
        organisation = found_organisation(hashed, today, now=now)
        _share_out(organisation.managers)
        for n, cohort in enumerate(organisation.cohorts):
            ahead = timedelta(days=DAYS_BETWEEN_COHORTS * n)
            fill(cohort.id, first - ahead, today + timedelta(days=14), now=began)
    return first


def _share_out(managers: list[Person]) -> None:
    """A manager answers for a topic's facts and lines, each for the next."""
    for one in [*db.session.scalars(select(Fact)), *db.session.scalars(select(Prompt))]:
        one.owner = managers[one.topic_id % len(managers)]


def _has_people() -> bool:
    return bool(db.session.scalar(select(func.count()).select_from(Person)))


def _last_played(today: date) -> date:
    """After some days asleep, those are played as well."""
    return min(db.session.scalar(select(func.max(Answer.day))) or today, today)


def _empty() -> None:
    with work():
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())
