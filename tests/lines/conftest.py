"""A reply of Ana's, and the model that it becomes."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.doors import Program, clock
from webapp.answers.models import Answer
from webapp.core.work import work
from webapp.extensions import db
from webapp.lines.models import ModelMark
from webapp.voting.actions import close_due

__all__ = ["clock"]

SAID = "Nine working days, and one lead who stays."


@pytest.fixture
def answer(cast: Cast) -> Answer:
    """Ana's, which Ben has seen."""
    with work():
        answer = a_reply(cast.ana, NOON, SAID)
        a_reply(cast.ben, NOON)
        a_vote(cast.ben, answer, 2, 2, NOON)
    return answer


@pytest.fixture
def line(app: Flask, cast: Cast, answer: Answer) -> int:
    """The model that it became."""
    Program(app, cast.kofi).put(f"/answers/{answer.id}/model")
    with work():
        close_due(now=answer.closes_at)
    return db.session.scalars(select(ModelMark.model_reply_id)).one() or 0
