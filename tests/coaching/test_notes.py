"""PUT and GET /answers/{id}/note: from a coach, for the author alone, read once."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import a_reply
from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, Program, everything, refused
from webapp.alerts.models import News
from webapp.answers.models import Answer
from webapp.badges.models import Award
from webapp.coaching.models import Note
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import CoachedCohort
from webapp.points.verify import differences
from webapp.voting.actions import assign


@pytest.fixture
def answer(cast: Cast) -> Answer:
    with work():
        answer = a_reply(cast.ana, NOON)
        a_reply(cast.ben, NOON)
        assign(cast.ben, [answer.id], now=NOON)
    return answer


@pytest.fixture
def kofi(app: Flask, cast: Cast) -> Program:
    return Program(app, cast.kofi)


def test_a_note_carries_the_coachs_name_and_is_for_the_author_alone(
    app: Flask, cast: Cast, kofi: Program, answer: Answer
):
    kofi.put(f"/answers/{answer.id}/note", text="Lead with the nine days.", chips=["shorter", "great_opening"])
    (note,) = Program(app, cast.ana).get(f"/answers/{answer.id}/note").json["notes"]
    assert (note["text"], note["by"], note["read_at"]) == ("Lead with the nine days.", "Kofi", None)
    assert note["chips"] == ["great_opening", "shorter"]
    for other in (cast.ben, cast.mara, cast.ada):
        assert Program(app, other).get(f"/answers/{answer.id}/note").json["notes"] == []
        assert "Lead with the nine days." not in Browser(app, other).get(f"/answers/{answer.id}").text
    refused(Program(app, cast.outsider).get(f"/answers/{answer.id}/note"), 404)


def test_the_author_hears_of_it_and_the_coach_sees_it_was_read(
    app: Flask, cast: Cast, kofi: Program, answer: Answer, clock: Clock
):
    kofi.put(f"/answers/{answer.id}/note", text="Lead with the nine days.")
    ana = Browser(app, cast.ana)
    assert "Kofi left you a note" in ana.get("/me").text
    assert "Lead with the nine days." in ana.get(f"/answers/{answer.id}").text
    (note,) = kofi.get(f"/answers/{answer.id}/note").json["notes"]
    assert note["read_at"] is not None


def test_there_is_one_note_a_coach_and_a_changed_one_is_unread_again(
    app: Flask, cast: Cast, kofi: Program, answer: Answer, clock: Clock
):
    path = f"/answers/{answer.id}/note"
    kofi.put(path, text="First.")
    Browser(app, cast.ana).get(path.removesuffix("/note"))
    clock.forward(minutes=1)
    before = everything()
    assert kofi.put(path, text="First.").json["read_at"] is not None
    assert everything() == before, "the same again changes nothing"
    assert kofi.put(path, text="Second.").json["read_at"] is None
    assert db.session.scalar(select(func.count()).select_from(Note)) == 1
    assert db.session.scalar(select(func.count()).select_from(News).where(News.kind == "note")) == 2


def test_a_note_that_is_emptied_at_the_desk_is_taken_back(
    app: Flask, cast: Cast, kofi: Program, answer: Answer, clock: Clock
):
    path, form = f"/desk/coaching/{answer.id}", {"text": " ", "was_noted": "1"}
    desk, ana = Browser(app, cast.kofi), Browser(app, cast.ana)
    desk.tap(f"{path}/vote", fact="2", persuasion="1")
    desk.tap(f"{path}/done", text="Wrong person, sorry.", chips="shorter")
    assert "was_noted" in desk.get(path).text
    page = desk.tap(f"{path}/done", **form)
    assert "Your note is taken back." in page.text
    assert Program(app, cast.ana).get(f"/answers/{answer.id}/note").json["notes"] == []
    assert "Wrong person, sorry." not in ana.get(f"/answers/{answer.id}").text
    assert "left you a note" not in ana.get("/me").text
    assert "was_noted" not in desk.get(path).text
    assert "Your note is taken back." not in desk.tap(f"{path}/done", **form).text, "there is none any more"
    desk.tap(f"{path}/done", text="This one is for you.")
    assert "This one is for you." in ana.get(f"/answers/{answer.id}").text
    assert "Kofi left you a note" in ana.get("/me").text


def test_who_never_saw_a_note_takes_none_back(app: Flask, cast: Cast, kofi: Program, answer: Answer):
    """A page that was opened before it was written, and only goes on."""
    desk, path = Browser(app, cast.kofi), f"/desk/coaching/{answer.id}"
    desk.tap(f"{path}/vote", fact="2", persuasion="1")
    kofi.put(f"/answers/{answer.id}/note", text="Written elsewhere.")
    desk.tap(f"{path}/done", text="")
    assert len(kofi.get(f"/answers/{answer.id}/note").json["notes"]) == 1


def test_a_coach_takes_back_their_own_note_alone(app: Flask, cast: Cast, kofi: Program, answer: Answer):
    with work():
        other = cast.person("Second coach", "coach")
        db.session.add(CoachedCohort(person_id=other.id, cohort_id=cast.autumn.id))
    kofi.put(f"/answers/{answer.id}/note", text="Lead with the nine days.")
    Browser(app, other).tap(f"/desk/coaching/{answer.id}/done", text="", was_noted="1")
    (note,) = Program(app, cast.ana).get(f"/answers/{answer.id}/note").json["notes"]
    assert note["by"] == "Kofi"


@pytest.mark.parametrize(
    ("who", "status"), [("ana", 403), ("ben", 403), ("cleo", 404), ("mara", 403), ("ada", 403), ("outsider", 404)]
)
def test_only_a_coach_of_the_cohort_writes_notes_and_gives_badges(
    app: Flask, cast: Cast, answer: Answer, who: str, status: int
):
    program, before = Program(app, getattr(cast, who)), everything()
    refused(program.put(f"/answers/{answer.id}/note", text="Hm."), status)
    refused(program.post(f"/answers/{answer.id}/badge", badge="good-ear", praise="Hm."), status)
    assert everything() == before


def test_nobody_coaches_themselves(app: Flask, cast: Cast, kofi: Program):
    with work():
        cast.kofi.cohort_id = cast.autumn.id
        own = a_reply(cast.kofi, NOON)
    before = everything()
    refused(kofi.put(f"/answers/{own.id}/note", text="Well done, me."), 403)
    refused(kofi.post(f"/answers/{own.id}/badge", badge="good-ear", praise="Well done, me."), 403)
    assert everything() == before


WRONG: list[dict[str, Any]] = [
    {},
    {"text": "  "},
    {"text": "x" * 281},
    {"text": "\x00"},
    {"text": "Hm.", "chips": ["bribed"]},
    {"text": None},
    {"text": "Hm.", "chips": "shorter"},
]


@pytest.mark.parametrize("body", WRONG)
def test_a_note_that_cannot_be_read_is_refused(kofi: Program, answer: Answer, body: dict[str, Any]):
    before = everything()
    refused(kofi.put(f"/answers/{answer.id}/note", **body), 422)
    assert everything() == before


def test_a_badge_is_given_once_a_reply_with_a_sentence(app: Flask, cast: Cast, kofi: Program, answer: Answer):
    path = f"/answers/{answer.id}/badge"
    for wrong in (
        {"badge": "first-words", "praise": "So."},
        {"badge": "good-ear"},
        {"badge": "good-ear", "praise": " "},
    ):
        refused(kofi.post(path, **wrong), 422)
    assert kofi.post(path, badge="good-ear", praise="You heard the worry.").status_code == 201
    before = everything()
    refused(kofi.post(path, badge="big-leap", praise="Again."), 409, "already")
    assert everything() == before
    badges = Program(app, cast.ana).get("/me").json["badges"]
    assert "good-ear" in [badge["key"] for badge in badges]
    assert "You heard the worry." in Browser(app, cast.ana).get("/me").text
    assert differences() == []


def test_the_same_badge_may_be_given_for_another_reply(cast: Cast, kofi: Program, answer: Answer, clock: Clock):
    clock.forward(days=1)
    with work():
        again = a_reply(cast.ana, clock.at)
    for one in (answer, again):
        assert kofi.post(f"/answers/{one.id}/badge", badge="good-ear", praise="Heard.").status_code == 201
    tiers = db.session.scalars(select(Award.tier).where(Award.badge == "good-ear").order_by(Award.id)).all()
    assert tiers == ["1", "2"]
