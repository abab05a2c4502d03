"""The demonstration's coaches have been there before whoever tries it."""

from datetime import datetime

import pytest
from sqlalchemy import func, select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from webapp.answers.models import Answer
from webapp.badges.models import Award
from webapp.coaching.models import Look, Note
from webapp.core.work import work
from webapp.demo.coaching import coach
from webapp.extensions import Model, db
from webapp.lines.models import LineUse, ModelMark
from webapp.points.verify import differences
from webapp.voting.actions import close_due
from webapp.voting.models import Report


@pytest.fixture
def later(cast: Cast) -> datetime:
    """Ana's reply convinced, Cleo's did not; both are closed. The outsider's is nobody's to coach."""
    with work():
        good, poor = a_reply(cast.ana, NOON), a_reply(cast.cleo, NOON, "Trust me, it is quick.")
        a_vote(cast.ben, good, 2, 2, NOON)
        a_vote(cast.ben, poor, 0, 0, NOON)
        closed = max(good.closes_at, poor.closes_at)
    with work():
        close_due(now=closed)
    coach(closed)
    return closed


def test_everybody_has_a_note_on_their_last_reply_and_the_coach_minutes_for_it(cast: Cast, later: datetime):
    notes = dict(db.session.execute(select(Answer.person_id, Note.coach_id).join(Answer)).all())
    assert notes == {cast.ana.id: cast.kofi.id, cast.cleo.id: cast.kofi.id}
    assert {look.seconds > 0 for look in db.session.scalars(select(Look))} == {True}


def test_the_best_is_a_model_that_colleagues_took_to_calls(cast: Cast, later: datetime):
    assert db.session.scalar(select(Award.person_id).where(Award.given_by_id == cast.kofi.id)) == cast.ana.id
    assert count(ModelMark) == 1
    assert set(db.session.scalars(select(LineUse.person_id))) == {cast.cleo.id}


def test_guests_are_not_reported_and_points_still_agree(cast: Cast, later: datetime):
    (reported,) = db.session.scalars(select(Report.answer_id))
    assert db.session.get_one(Answer, reported).person_id == cast.cleo.id
    assert list(differences()) == []


def count(model: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0
