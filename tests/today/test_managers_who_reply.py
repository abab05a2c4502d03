from flask import Flask

from tests.builders import a_reply
from tests.cast import Cast
from tests.doors import Browser
from webapp.core import clock
from webapp.core.work import work


def test_a_manager_who_replied_goes_from_the_reply_to_the_result(app: Flask, cast: Cast):
    with work():
        lead = cast.person("Lead", "manager", cohort=cast.autumn)
        a_reply(lead, clock.now())
    phone = Browser(app, lead)
    assert phone.get("/").status_code == 200
    assert phone.get("/?step=judge").status_code == 200
