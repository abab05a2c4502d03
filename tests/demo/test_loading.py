"""The demonstration as it is loaded: somebody answers for everything in its playbook."""

from flask import Flask
from sqlalchemy import select

from tests.cast import NOON, TUESDAY
from webapp.demo.cli import load
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook.models import Fact, Prompt


def test_every_fact_and_line_is_some_managers(app: Flask):
    load(TUESDAY, now=NOON)
    managers = set(db.session.scalars(select(Person.id).where(Person.role == "manager")))
    for kind in (Fact, Prompt):
        assert set(db.session.scalars(select(kind.owner_id))) == managers


def test_production_does_not_start_where_the_demonstration_is(app: Flask):
    command = app.test_cli_runner()
    assert command.invoke(args=["no-demo"]).exit_code == 0
    load(TUESDAY, now=NOON)
    refused = command.invoke(args=["no-demo"])
    assert refused.exit_code == 1
    assert "everybody knows their password" in refused.output
