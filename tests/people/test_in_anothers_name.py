"""What one person left on a phone is never taken for somebody else's."""

import pytest
from flask import Flask

from tests.cast import Cast
from tests.doors import Browser, Program, everything, refused


@pytest.mark.parametrize("meant", ["ben", "nobody"])
def test_a_write_that_names_another_person_is_refused_and_changes_nothing(app: Flask, cast: Cast, meant: str):
    ana = Program(app, cast.ana)
    ana.challenge_of_today()
    ana.headers |= {"X-Person": str(cast.ben.id) if meant == "ben" else "nobody"}
    before = everything()
    refused(ana.reply(), 401, "kept until its author is back")
    assert everything() == before


def test_a_write_that_names_who_is_signed_in_is_taken(app: Flask, cast: Cast):
    ana = Program(app, cast.ana)
    ana.headers |= {"X-Person": str(cast.ana.id)}
    assert ana.reply().status_code == 201


def test_a_page_left_open_by_another_person_changes_nothing(app: Flask, cast: Cast):
    phone = Browser(app, cast.ana)
    before = everything()
    answer = phone.open("POST", "/me", data={"time_zone": "Asia/Tokyo"}, headers={"X-Person": str(cast.ben.id)})
    assert answer.status_code == 302
    assert everything() == before


def test_signing_in_is_not_kept_from_who_comes_after(app: Flask, cast: Cast):
    answer = Browser(app).open("POST", "/api/v1/answers", json={}, headers={"X-Person": str(cast.ana.id)})
    refused(answer, 401)
