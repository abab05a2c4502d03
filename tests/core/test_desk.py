"""The desk's own address."""

from flask import Flask

from tests.cast import Cast
from tests.doors import Browser


def test_the_desk_opens_at_the_first_page_that_is_theirs(app: Flask, cast: Cast):
    for person, first in ((cast.kofi, "/desk/coaching"), (cast.mara, "/desk/insights"), (cast.ada, "/desk/people")):
        assert Browser(app, person).get("/desk").location == first


def test_a_rep_has_no_desk_and_nobody_signs_in_first(app: Flask, cast: Cast):
    refused = Browser(app, cast.ana).get("/desk")
    assert refused.status_code == 403
    assert "for coaches, managers and admins" in refused.text
    assert "/sign-in" in Browser(app).get("/desk").location
