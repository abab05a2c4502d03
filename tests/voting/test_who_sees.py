"""Who sees a vote is said at each place where one is cast, and is what is true there."""

import pytest
from flask import Flask

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Browser
from tests.huddle.conftest import Meeting, clock, meeting  # noqa: F401
from webapp.core.work import work

QUESTION = "Who sees my vote?"


@pytest.fixture
def replies(cast: Cast) -> None:
    with work():
        for person in (cast.ana, cast.ben):
            a_reply(person, NOON)


@pytest.mark.usefixtures("replies")
def test_a_rep_reads_that_their_vote_never_carries_a_name(app: Flask, cast: Cast):
    page = Browser(app, cast.ben).get("/?step=judge").text
    assert QUESTION in page
    assert "never a name" in page
    assert "with your name" not in page


@pytest.mark.usefixtures("replies")
def test_a_coach_reads_at_the_desk_that_the_author_sees_their_name(app: Flask, cast: Cast):
    page = Browser(app, cast.kofi).get("/desk/coaching").text
    assert QUESTION in page
    assert "The author sees your vote with your name, and your note if you write one." in page
    assert "never a name" not in page


@pytest.mark.parametrize("who", ["ben", "kofi"])
def test_a_huddle_says_that_nobody_sees_whose_vote_it_was(
    app: Flask,
    cast: Cast,
    meeting: Meeting,  # noqa: F811
    who: str,
):
    meeting.join(cast.kofi)
    page = Browser(app, getattr(cast, who)).get(f"/huddle/{meeting.code}").text
    assert QUESTION in page
    assert "Nobody sees how you voted, coaches' votes included" in page
    assert "with your name" not in page
