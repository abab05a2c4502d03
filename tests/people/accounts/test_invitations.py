"""Who may invite whom, what the page shows once, and that a new invitation replaces the old one."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, Program, everything, refused
from tests.people.accounts.letterbox import key_in, letters
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.accounts.models import Link
from webapp.people.actions import deactivate

MANY = "/desk/people/invitations"


def one(person_id: int) -> str:
    return f"/desk/people/{person_id}/invitation"


def test_a_manager_invites_a_rep_and_sees_link_and_code_once(app: Flask, cast: Cast):
    page = Browser(app, cast.mara).post(one(cast.ana.id))
    assert page.status_code == 200
    assert f"Sent to {cast.ana.email}" in page.text
    assert "<svg" in page.text
    assert "Tue 8 Dec" in page.text
    (letter,) = letters(cast.ana.email)
    assert key_in(letter.text) == key_in(page.text)
    assert letter.subject == "Mara invites you to Repartee"
    assert "Hello Ana" in letter.text


def test_only_a_hash_of_the_link_is_kept(app: Flask, cast: Cast):
    key = key_in(Browser(app, cast.mara).post(one(cast.ana.id)).text)
    link = db.session.scalars(select(Link)).one()
    assert (link.person_id, link.by_id, link.purpose, link.at) == (cast.ana.id, cast.mara.id, "invitation", NOON)
    assert key not in str(everything()["links"])


def test_a_new_invitation_replaces_the_old_one(app: Flask, cast: Cast):
    manager, phone = Browser(app, cast.mara), Browser(app)
    old, new = (key_in(manager.post(one(cast.ana.id)).text) for _ in range(2))
    assert phone.post("/links", key=old).status_code == 410
    assert phone.post("/links", key=new).status_code == 302


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("ana", "ben", 403),
        ("kofi", "ana", 403),
        ("outsider", "ana", 403),
        ("mara", "outsider", 404),
        ("mara", "ada", 404),
        ("mara", "mara", 404),
        ("mara", "kofi", 404),
        ("ada", "outsider", 200),
        ("ada", "mara", 200),
    ],
)
def test_managers_invite_the_reps_of_their_teams_and_admins_everybody(
    app: Flask, cast: Cast, who: str, whom: str, status: int
):
    before = everything()
    person = getattr(cast, whom)
    assert Browser(app, getattr(cast, who)).post(one(person.id)).status_code == status
    api = Program(app, getattr(cast, who)).post(f"/people/{person.id}/invitation")
    assert api.status_code == (201 if status == 200 else status)
    assert (everything() == before) == (status != 200)


def test_a_manager_in_a_managed_team_is_not_opened_by_another_manager(app: Flask, cast: Cast):
    """A link opens an account: nobody gets more by it than they have."""
    with work():
        boss = cast.person("Boss", "manager", cast.reds)
        admin = cast.person("Root", "admin", cast.reds)
    for person in (boss, admin):
        refused(Program(app, cast.mara).post(f"/people/{person.id}/invitation"), 404, "among those you may invite")


@pytest.mark.parametrize("path", [one(1), MANY])
def test_a_stranger_is_asked_to_sign_in(app: Flask, cast: Cast, path: str):
    before = everything()
    assert Browser(app).post(path).location.startswith("/sign-in")
    assert everything() == before


def test_who_is_deactivated_is_not_invited(app: Flask, cast: Cast):
    with work():
        deactivate(cast.ana, cast.ada, now=NOON)
    before = everything()
    refused(Program(app, cast.mara).post(f"/people/{cast.ana.id}/invitation"), 409, "Ana is deactivated")
    assert everything() == before


def test_everybody_who_never_signed_in_is_invited_together(app: Flask, cast: Cast):
    Browser(app, cast.ben)
    with work():
        deactivate(cast.dev, cast.ada, now=NOON)
    page = Browser(app, cast.mara).post(MANY)
    assert "2 people are invited" in page.text
    assert len(re.findall(r"/links\?key=", page.text)) == 2
    invited = set(db.session.scalars(select(Link.person_id)))
    assert invited == {cast.ana.id, cast.cleo.id}
    assert all(len(letters(person.email)) == 1 for person in (cast.ana, cast.cleo))


def test_those_chosen_are_invited_though_they_have_been_here(app: Flask, cast: Cast):
    Browser(app, cast.ben)
    page = Browser(app, cast.mara).post(MANY, id=[str(cast.ben.id)])
    assert "One person is invited" in page.text
    assert cast.ben.email in page.text


def test_one_stranger_among_those_chosen_and_nobody_is_invited(app: Flask, cast: Cast):
    before = everything()
    page = Browser(app, cast.mara).post(MANY, id=[str(cast.ana.id), str(cast.outsider.id)])
    assert page.status_code == 404
    assert everything() == before


@pytest.mark.parametrize(
    "chosen", [["x"], [""], ["-1"], ["1.5"], [str(2**31)], [str(2**63)], ["9" * 5000], ["²"], ["1", "x"]]
)
def test_a_choice_that_is_none_invites_nobody_and_least_of_all_everybody(app: Flask, cast: Cast, chosen: list[str]):
    before = everything()
    page = Browser(app, cast.mara).post(MANY, id=chosen)
    assert page.status_code == 422
    assert "Choose among what is offered." in page.text
    assert everything() == before


def test_who_is_chosen_twice_is_invited_once(app: Flask, cast: Cast):
    assert "One person is invited" in Browser(app, cast.mara).post(MANY, id=[str(cast.ana.id)] * 2).text
    assert len(letters(cast.ana.email)) == 1


def test_when_everybody_has_been_here_the_page_says_so(app: Flask, cast: Cast):
    for person in (cast.ana, cast.ben, cast.cleo, cast.dev):
        Browser(app, person)
    assert "Everybody has been here" in Browser(app, cast.mara).post(MANY).text


def test_a_program_invites_and_gets_the_link(app: Flask, cast: Cast):
    answer = Program(app, cast.mara).post(f"/people/{cast.ana.id}/invitation")
    assert answer.status_code == 201
    assert answer.json["expires_at"] == "2026-12-08T11:00:00+00:00"
    assert answer.json["mailed"] is True
    assert answer.json["url"].startswith("http://localhost/links?key=")
    assert key_in(letters(cast.ana.email)[0].text) == key_in(answer.json["url"])


def test_a_program_that_mails_by_itself_says_so(app: Flask, cast: Cast):
    answer = Program(app, cast.mara).post(f"/people/{cast.ana.id}/invitation", mail=False)
    assert answer.json["mailed"] is False
    assert letters(cast.ana.email) == []
    assert Browser(app).post("/links", key=key_in(answer.json["url"])).status_code == 302


def test_links_begin_with_the_public_address(app: Flask, cast: Cast):
    app.config["BASE_URL"] = "https://repartee.example/"
    answer = Program(app, cast.mara).post(f"/people/{cast.ana.id}/invitation")
    assert answer.json["url"].startswith("https://repartee.example/links?key=")
    assert "https://repartee.example/links?key=" in letters(cast.ana.email)[0].text


def test_where_no_mail_goes_out_the_page_says_to_hand_the_link_over(app: Flask, cast: Cast):
    app.config["REPARTEE_ENV"] = "production"
    page = Browser(app, cast.mara).post(one(cast.ana.id))
    assert "hand the link over yourself" in page.text
    assert letters(cast.ana.email) == []
    phone = Browser(app)
    assert "required" in phone.get("/links", query_string={"key": key_in(page.text)}).text
    assert phone.post("/links", key=key_in(page.text)).status_code == 422, "there is no other way back in"
    assert phone.post("/links", key=key_in(page.text), password="a short sentence").status_code == 302


def test_a_name_that_is_markup_stays_a_name(app: Flask, cast: Cast, clock: Clock):
    with work():
        cast.ana.name = "<script>alert(1)</script>"
    page = Browser(app, cast.mara).post(one(cast.ana.id))
    opened = Browser(app).get("/links", query_string={"key": key_in(page.text)})
    assert "<script>alert" not in page.text + opened.text
