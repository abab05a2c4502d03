"""The demonstration's starters become ready through the same actions, and one has their coach's word."""

from datetime import timedelta

from sqlalchemy import select

from tests.cast import Cast
from tests.ready.ramp_up import GOOD, LATER, knows
from webapp.core.work import work
from webapp.demo.ramp import WORDS, note_who_is_ready, sign_off_one
from webapp.extensions import db
from webapp.ready.models import SignOff


def sign_offs() -> list[tuple[int, int, str | None]]:
    return [(row.person_id, row.coach_id, row.words) for row in db.session.scalars(select(SignOff))]


def test_who_was_ready_first_is_signed_off_by_their_coach(cast: Cast):
    with work():
        knows(cast.ben, GOOD, GOOD)
    note_who_is_ready(LATER)
    with work():
        knows(cast.ana, GOOD, GOOD)
    note_who_is_ready(LATER + timedelta(days=1))
    sign_off_one(LATER + timedelta(days=2))
    assert sign_offs() == [(cast.ben.id, cast.kofi.id, WORDS)]


def test_where_nobody_is_ready_nobody_is_signed_off(cast: Cast):
    note_who_is_ready(LATER)
    sign_off_one(LATER)
    assert sign_offs() == []
