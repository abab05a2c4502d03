"""A link opens once, by its button alone; what it opens ends when it should."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import NOON, PASSWORD, Cast
from tests.doors import Browser, Clock, Program, everything, fields_of
from tests.people.accounts.letterbox import key_in
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import passwords
from webapp.people.accounts import actions
from webapp.people.accounts.models import Link
from webapp.people.accounts.rules import LASTS
from webapp.people.actions import deactivate, reactivate
from webapp.people.merging import merge
from webapp.people.models import Person, SignIn

NEW = "a short sentence"
PURPOSES = sorted(LASTS)
Make = Callable[..., str]


@pytest.fixture
def make(cast: Cast, clock: Clock) -> Make:
    """A link for Ana; gives its key."""

    def made(purpose: str, person: Person | None = None) -> str:
        with work():
            _link, url = actions.open_link(person or cast.ana, purpose, "http://localhost", now=clock())
        return key_in(url)

    return made


def opened(browser: Browser, key: str) -> int:
    return browser.get("/links", query_string={"key": key}).status_code


def used(browser: Browser, key: str, password: str = NEW) -> int:
    return browser.post("/links", key=key, password=password).status_code


@pytest.mark.parametrize("purpose", PURPOSES)
def test_its_button_lets_them_in_on_todays_page(app: Flask, cast: Cast, make: Make, purpose: str):
    phone, key = Browser(app), make(purpose)
    page = phone.get("/links", query_string={"key": key})
    assert page.text.count('type="submit"') == 1
    assert "Ana" in page.text
    answer = phone.post("/links", **fields_of(page), password=NEW)
    assert (answer.status_code, answer.location) == (302, "/")
    assert phone.get("/").status_code == 200
    assert Program(app, cast.ana).get("/me").json["name"] == "Ana"


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_scanner_that_opens_it_uses_nothing_up(app: Flask, make: Make, purpose: str):
    key = make(purpose)
    before = everything()
    scanner = Browser(app)
    for _ in range(3):
        assert opened(scanner, key) == 200
        assert scanner.open("HEAD", "/links", query_string={"key": key}).status_code == 200
    assert everything() == before
    assert scanner.get("/").status_code == 302
    assert used(Browser(app), key) == 302


@pytest.mark.parametrize("purpose", PURPOSES)
def test_it_opens_once(app: Flask, make: Make, purpose: str):
    key = make(purpose)
    assert used(Browser(app), key) == 302
    late = Browser(app)
    before = everything()
    assert (opened(late, key), used(late, key)) == (410, 410)
    assert late.get("/").status_code == 302
    assert everything() == before


def test_two_who_tap_at_once_are_one_who_gets_in(cast: Cast, make: Make):
    make("sign_in")
    link = db.session.scalars(select(Link)).one()
    with work():
        assert actions.use(link, cast.ana, None, now=NOON)
        assert not actions.use(link, cast.ana, None, now=NOON)


@pytest.mark.parametrize(
    ("purpose", "lasts"),
    [("invitation", timedelta(days=14)), ("sign_in", timedelta(minutes=15)), ("reset", timedelta(hours=1))],
)
def test_it_lasts_so_long_and_no_longer(app: Flask, make: Make, clock: Clock, purpose: str, lasts: timedelta):
    key = make(purpose)
    clock.at = NOON + lasts - timedelta(seconds=1)
    assert opened(Browser(app), key) == 200
    clock.at = NOON + lasts
    assert (opened(Browser(app), key), used(Browser(app), key)) == (410, 410)


@pytest.mark.parametrize("key", ["", "nobody's", "\x00", "😀", "a" * 9000], ids=ascii)
def test_one_kind_page_for_every_link_that_opens_nothing(app: Flask, make: Make, key: str):
    spent = make("sign_in")
    used(Browser(app), spent)
    pages = [Browser(app).get("/links", query_string={"key": one}) for one in (spent, key)]
    assert [page.status_code for page in pages] == [410, 410]
    assert all("This link has closed" in page.text and "Send me a new link" in page.text for page in pages)
    assert used(Browser(app), key) == 410


@pytest.mark.parametrize("purpose", PURPOSES)
def test_who_is_deactivated_has_no_way_in_not_even_once_they_are_back(app: Flask, cast: Cast, make: Make, purpose: str):
    key = make(purpose)
    with work():
        deactivate(cast.ana, cast.ada, now=NOON)
    assert (opened(Browser(app), key), used(Browser(app), key)) == (410, 410)
    with work():
        reactivate(cast.ana, cast.ada, now=NOON)
    assert used(Browser(app), key) == 410


@pytest.mark.parametrize("purpose", PURPOSES)
def test_an_account_that_was_merged_into_another_has_no_way_in(app: Flask, cast: Cast, make: Make, purpose: str):
    key, kept = make(purpose), make(purpose, cast.ben)
    with work():
        merge(cast.ada, cast.ben, cast.ana, now=NOON)
    before, phone = everything(), Browser(app)
    page = phone.get("/links", query_string={"key": key})
    assert page.status_code == 410
    assert "merged into another" in page.text
    assert used(phone, key) == 410
    assert phone.get("/").status_code == 302
    assert everything() == before
    assert used(phone, kept) == 302


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_deactivated_account_that_is_merged_later_stays_closed(app: Flask, cast: Cast, make: Make, purpose: str):
    key = make(purpose)
    with work():
        deactivate(cast.ana, cast.ada, now=NOON)
    page = Browser(app).get("/links", query_string={"key": key})
    assert (page.status_code, "deactivated" in page.text, "Send me a new link" in page.text) == (410, True, False)
    with work():
        merge(cast.ada, cast.ben, cast.ana, now=NOON)
    assert (opened(Browser(app), key), used(Browser(app), key)) == (410, 410)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_who_left_between_opening_and_tapping_stays_out(cast: Cast, make: Make, purpose: str):
    make(purpose)
    link = db.session.scalars(select(Link)).one()
    with work():
        merge(cast.ada, cast.ben, cast.ana, now=NOON)
    with work():
        assert not actions.use(link, cast.ana, None, now=NOON)


def test_an_invited_rep_chooses_a_password_or_none(app: Flask, cast: Cast, make: Make):
    assert used(Browser(app), make("invitation"), "") == 302
    assert cast.ana.password_hash is None
    assert used(Browser(app), make("invitation"), NEW) == 302
    assert Program(app).post("/tokens", email=cast.ana.email, password=NEW).status_code == 201


def test_an_invitation_without_a_new_password_leaves_the_old_one(app: Flask, cast: Cast, make: Make):
    with work():
        cast.ana.password_hash = passwords.hash_password(PASSWORD)
    phone = Browser(app, cast.ana)
    assert used(Browser(app), make("invitation"), "") == 302
    assert Program(app).post("/tokens", email=cast.ana.email, password=PASSWORD).status_code == 201
    assert phone.get("/").status_code == 200


@pytest.mark.parametrize(("purpose", "password"), [("invitation", "short"), ("reset", "short"), ("reset", "")])
def test_a_password_that_is_too_short_uses_nothing_up(app: Flask, cast: Cast, make: Make, purpose: str, password: str):
    key = make(purpose)
    before = everything()
    phone = Browser(app)
    page = phone.post("/links", key=key, password=password)
    assert page.status_code == 422
    assert "at least 10 characters" in page.text
    assert fields_of(page)["key"] == key
    assert everything() == before
    assert used(phone, key) == 302


def test_a_sign_in_link_changes_no_password(app: Flask, cast: Cast, make: Make):
    assert used(Browser(app), make("sign_in"), NEW) == 302
    assert cast.ana.password_hash is None


def test_a_new_password_ends_every_other_way_in(app: Flask, cast: Cast, make: Make):
    thief, program, ben = Browser(app, cast.ana), Program(app, cast.ana), Browser(app, cast.ben)
    others = [make(purpose) for purpose in PURPOSES]
    phone = Browser(app)
    assert used(phone, make("reset")) == 302
    assert thief.get("/").status_code == 302
    assert program.get("/me").status_code == 401
    assert [used(Browser(app), key) for key in others] == [410, 410, 410]
    assert phone.get("/").status_code == 200
    assert ben.get("/").status_code == 200


def test_a_sign_in_link_ends_no_other_sign_in(app: Flask, cast: Cast, make: Make):
    phone = Browser(app, cast.ana)
    assert used(Browser(app), make("sign_in")) == 302
    assert phone.get("/").status_code == 200


def test_who_opens_it_on_a_colleagues_phone_signs_the_colleague_out(app: Flask, cast: Cast, make: Make):
    phone = Browser(app, cast.ben)
    assert used(phone, make("sign_in")) == 302
    db.session.rollback()
    ended = {row.person_id: row.ended_at for row in db.session.scalars(select(SignIn))}
    assert ended == {cast.ben.id: NOON, cast.ana.id: None}


def test_the_secret_is_in_no_path_that_a_log_would_keep(app: Flask, make: Make, capsys: pytest.CaptureFixture[str]):
    key = make("sign_in")
    opened(Browser(app), key)
    used(Browser(app), key)
    said = capsys.readouterr()
    assert key not in said.out + said.err


def test_a_form_without_its_secret_lets_nobody_in(make: Make, restarted: Callable[..., Flask]):
    key = make("sign_in")
    assert used(Browser(restarted(WTF_CSRF_ENABLED=True)), key) == 400
