"""Where a manager finds the invitation."""

from flask import Flask

from tests.cast import Cast
from tests.doors import Browser


def test_a_persons_page_and_the_list_offer_to_invite(app: Flask, cast: Cast):
    mara = Browser(app, cast.mara)
    assert f"/desk/people/{cast.ana.id}/invitation" in mara.get(f"/desk/people/{cast.ana.id}").text
    assert "/desk/people/invitations" in mara.get("/desk/people").text


def test_the_button_says_how_many_it_mails(app: Flask, cast: Cast):
    mara = Browser(app, cast.mara)
    assert "Invite 4 people who never signed in" in mara.get("/desk/people").text
    for person in (cast.ana, cast.ben, cast.cleo):
        Browser(app, person)
    assert "Invite 1 person who never signed in" in mara.get("/desk/people").text
    Browser(app, cast.dev)
    page = mara.get("/desk/people").text
    assert "Everybody here has signed in before." in page
    assert "/desk/people/invitations" not in page


def test_nobody_deactivated_is_invited(app: Flask, cast: Cast):
    ada = Browser(app, cast.ada)
    ada.post(f"/desk/people/{cast.ana.id}/deactivation")
    page = ada.get(f"/desk/people/{cast.ana.id}")
    assert "Reactivate" in page.text
    assert "/invitation" not in page.text
