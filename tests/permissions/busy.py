"""What makes pages full that would otherwise only invite: a month's figures, a coach's word, something odd."""

from tests.cast import NOON, Cast
from tests.insights.worlds import a_month_of_it
from webapp.core.work import work
from webapp.extensions import db
from webapp.ready.actions import sign_off
from webapp.trust.models import Finding

EVIDENCE = {"own": 1.4, "own_votes": 9, "others": -0.6, "other_votes": 12, "judges": 3, "team": 1.8}


def a_month(cast: Cast) -> None:
    a_month_of_it(cast)
    with work():
        sign_off(cast.kofi, cast.cleo.id, "I heard the last three calls.", now=NOON)
        db.session.add(_a_block(cast))


def _a_block(cast: Cast) -> Finding:
    whose = {"judge_id": cast.cleo.id, "team_id": cast.blues.id}
    return Finding(kind="block", **whose, evidence=EVIDENCE, chance=0.0004, at=NOON)
