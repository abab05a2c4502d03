"""Where a manager finds the invitation."""

from flask import Flask

from tests.cast import Cast
from tests.doors import Browser


def test_a_persons_page_and_the_list_offer_to_invite(app: Flask, cast: Cast):
    mara = Browser(app, cast.mara)
    assert f"/desk/people/{cast.ana.id}/invitation" in mara.get(f"/desk/people/{cast.ana.id}").text
    assert "/desk/people/invitations" in mara.get("/desk/people").text


def test_nobody_deactivated_is_invited(app: Flask, cast: Cast):
    ada = Browser(app, cast.ada)
    ada.post(f"/desk/people/{cast.ana.id}/deactivation")
    page = ada.get(f"/desk/people/{cast.ana.id}")
    assert "Reactivate" in page.text
    assert "/invitation" not in page.text
