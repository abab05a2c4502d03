"""flask setup: a real organisation with its first admin, or a sentence that says why not."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from tests.cast import PASSWORD, Cast
from tests.conftest import settings_for
from tests.doors import everything
from webapp import create_app
from webapp.core.problems import Invalid
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import passwords
from webapp.people.models import Person, WorkCalendar

JO = {
    "name": "Jo Doe",
    "email": "jo@example.com",
    "country": "DE",
    "time-zone": "Europe/Berlin",
    "password": PASSWORD,
}


def set_up(app: Flask, typed: str | None = None, **changes: str) -> Result:
    given = JO | changes if typed is None else changes
    options = [f"--{name.replace('_', '-')}={value}" for name, value in given.items()]
    return app.test_cli_runner().invoke(args=["setup", *options], input=typed)


def refused(result: Result, *words: str) -> None:
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)
    for word in words:
        assert word in result.output
    assert not any(everything().values()), "nothing was changed"


def test_the_first_admin_is_made_with_their_calendar_and_may_sign_in(app: Flask):
    result = set_up(app, name=" Jo Doe ", email=" Jo@Example.com", country="gb", time_zone="Europe/London")
    assert result.exit_code == 0, result.output
    assert "jo@example.com" in result.output
    jo = db.session.scalars(select(Person)).one()
    assert (jo.name, jo.email, jo.role, jo.time_zone) == ("Jo Doe", "jo@example.com", "admin", "Europe/London")
    assert db.session.scalars(select(WorkCalendar)).one().country == "GB"
    assert passwords.is_password(PASSWORD, jo.password_hash)


@pytest.mark.parametrize("country", ["GERMANY", "XX", "", "DEU", "D", "UK", "🇩🇪"])
def test_a_country_that_is_none_is_refused(app: Flask, country: str):
    refused(set_up(app, country=country), "two letters")


@pytest.mark.parametrize("email", ["boss", "", " ", "a@b", "boss@", "@example.com", "a b@example.com", "a\x00@b.de"])
def test_what_is_no_e_mail_address_is_refused(app: Flask, email: str):
    refused(set_up(app, email=email), "e-mail address")


def test_an_e_mail_longer_than_its_column_is_refused(app: Flask):
    refused(set_up(app, email=f"{'a' * 243}@example.com"), "254")


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "Jo\x07"], ids=ascii)
def test_a_name_that_nobody_could_read_is_refused(app: Flask, name: str):
    refused(set_up(app, name=name), "name")


def test_a_name_longer_than_its_column_is_refused(app: Flask):
    refused(set_up(app, name="J" * 121), "120")
    assert set_up(app, name="J" * 120).exit_code == 0


def test_a_time_zone_that_is_none_is_refused(app: Flask):
    refused(set_up(app, time_zone="Mars/Olympus"), "Mars/Olympus")


def test_a_short_password_is_refused(app: Flask):
    refused(set_up(app, password="123456789"), "10 characters")


def test_asked_one_by_one_a_slip_is_asked_again(app: Flask):
    typed = ["Jo Doe", "boss", "jo@example.com", "GERMANY", "DE", "Mars", "", "short", "short", PASSWORD, PASSWORD]
    result = set_up(app, "\n".join([*typed, ""]))
    assert result.exit_code == 0, result.output
    assert "not an e-mail address" in result.output
    assert PASSWORD not in result.output
    assert db.session.scalars(select(Person)).one().email == "jo@example.com"


def test_where_there_are_people_nothing_is_asked_and_nothing_changed(app: Flask, cast: Cast):
    before = everything()
    result = set_up(app, typed="")
    assert result.exit_code != 0
    assert "people already" in result.output
    assert "Your name" not in result.output
    assert everything() == before


def unmigrated(folder: Path, **more: Any) -> Result:
    app = create_app(settings_for(folder, **more))
    with app.app_context():
        try:
            return set_up(app, typed="")
        finally:
            db.session.remove()
            db.engine.dispose()


def test_a_database_without_tables_is_to_be_migrated_first(tmp_path: Path):
    result = unmigrated(tmp_path)
    assert result.exit_code == 1
    assert "flask --app webapp db upgrade" in result.output
    assert "SELECT" not in result.output


def test_a_database_that_does_not_answer_is_named(tmp_path: Path):
    result = unmigrated(tmp_path, SQLALCHEMY_DATABASE_URI="postgresql+psycopg://nobody:secret@127.0.0.1:1/none")
    assert result.exit_code == 1
    assert "DATABASE_URL" in result.output
    assert "secret" not in result.output
    assert "Traceback" not in result.output


def test_nobody_is_added_by_another_door_with_such_particulars(cast: Cast):
    for name in ("", "J" * 121):
        with pytest.raises(Invalid), work():
            cast.person(name)
