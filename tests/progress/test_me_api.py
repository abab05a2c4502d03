"""GET and PATCH /me."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Program, everything, refused
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import ZoneChange

ME = {"id", "name", "email", "role", "team", "cohort", "time_zone", "points", "streak", "badges"}


def test_me_is_what_the_contract_says(app: Flask, cast: Cast):
    me = Program(app, cast.ana).get("/me").json
    assert me.keys() == ME | {"alias", "language"}
    assert (me["id"], me["name"], me["email"], me["role"]) == (cast.ana.id, "Ana", "ana@repartee.test", "rep")
    assert me["team"] == {"id": cast.reds.id, "name": "Reds"}
    assert me["cohort"] == {"id": cast.autumn.id, "name": "Autumn"}
    assert (me["time_zone"], me["points"], me["badges"], me["alias"]) == ("Europe/Berlin", 0, [], None)
    assert {"current", "longest", "freezes"} <= me["streak"].keys()


def test_a_reply_shows_in_points_streak_and_badges(app: Flask, cast: Cast):
    with work():
        a_reply(cast.ana, NOON)
    me = Program(app, cast.ana).get("/me").json
    assert me["points"] == 10
    assert me["streak"]["current"] == 1
    assert {"key", "name", "tier", "earned_on"} == me["badges"][0].keys()


@pytest.mark.parametrize("who", ["kofi", "mara", "ada"])
def test_who_is_in_no_team_or_cohort_has_none(app: Flask, cast: Cast, who: str):
    me = Program(app, getattr(cast, who)).get("/me").json
    assert (me["team"], me["cohort"], me["points"]) == (None, None, 0)


def test_zone_and_alias_change_alone_or_together(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    assert ana.patch("/me", time_zone="Asia/Tokyo").json["time_zone"] == "Asia/Tokyo"
    assert ana.patch("/me", alias="  The Fox 🦊 ").json["alias"] == "The Fox 🦊"
    both = ana.patch("/me", time_zone="Europe/Paris", alias=None).json
    assert (both["time_zone"], both["alias"]) == ("Europe/Paris", None)
    assert ana.patch("/me", alias=" ").json["alias"] is None
    assert ana.patch("/me").json == both


def test_the_same_zone_again_writes_no_history(app: Flask, cast: Cast):
    Program(app, cast.ana).patch("/me", time_zone="Europe/Berlin")
    mine = select(func.count()).select_from(ZoneChange).where(ZoneChange.person_id == cast.ana.id)
    assert db.session.scalar(mine) == 1


WRONG = (
    [
        {"time_zone": zone}
        for zone in ("", " ", "Mars/Base", "europe/berlin", "../etc/passwd", "x" * 65, None, 1, [], {})
    ]
    + [{"time_zone": zone} for zone in ("\x00", "\ud800", "Europe/Berlin\n", True)]
    + [
        {"alias": alias}
        for alias in ("x" * 41, "\x00", "a\x07b", "two\nlines", "\ud800", "\u200b", "\u202e", 1, True, [])
    ]
    + [{"role": "admin"}, {"points": 1000}, {"team_id": 1}, {"name": "Somebody else"}, {"email": "x@y"}, {"id": 2}]
    + [{"alias": "fine", "time_zone": "Mars/Base"}]
)


def test_a_wrong_value_is_refused_and_changes_nothing(app: Flask, cast: Cast, subtests: pytest.Subtests):
    for body in WRONG:
        with subtests.test(body=body):
            ana, before = Program(app, cast.ana), everything()
            refused(ana.patch("/me", **body), 422)
            assert everything() == before


@pytest.mark.parametrize("alias", ["<b>Bold</b>", "محمد", "x" * 40, "👩‍🚀", "O'Hara; --"])
def test_any_readable_alias_is_welcome_and_comes_back_as_it_is(app: Flask, cast: Cast, alias: str):
    assert Program(app, cast.ana).patch("/me", alias=alias).json["alias"] == alias
