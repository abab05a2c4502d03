"""Who sees a vote is said at each place where one is cast, and is what is true there."""

import pytest
from flask import Flask

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.doors import Browser, Clock
from tests.huddle.conftest import Meeting, clock, meeting  # noqa: F401
from webapp.answers.models import Answer
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
    assert "Colleagues see the sums" in page
    assert "never a name" not in page


@pytest.fixture
def judged(cast: Cast) -> Answer:
    """Ana's reply, on which Ben and both coaches have voted."""
    with work():
        answer, second = a_reply(cast.ana, NOON), cast.person("Second coach", "coach")
        for judge in (cast.ben, cast.kofi, second):
            a_vote(judge, answer, 1, 2, NOON)
    return answer


@pytest.mark.parametrize("who", ["ana", "mara", "ada"])
def test_a_coachs_vote_carries_their_name_to_the_author_and_to_who_manages(
    app: Flask, cast: Cast, judged: Answer, who: str
):
    page = Browser(app, getattr(cast, who)).get(f"/answers/{judged.id}").text
    assert "Kofi, coach" in page
    assert "Second coach, coach" in page


@pytest.mark.parametrize(("who", "days"), [("ben", 0), ("ben", 5), ("kofi", 5)])
def test_colleagues_who_judged_it_see_the_sums_and_no_coachs_vote(
    app: Flask,
    cast: Cast,
    judged: Answer,
    clock: Clock,  # noqa: F811
    who: str,
    days: int,
):
    clock.forward(days=days)
    page = Browser(app, getattr(cast, who)).get(f"/answers/{judged.id}").text
    assert "data-tally" in page
    assert "coach</h2>" not in page
    assert "Second coach" not in page


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
