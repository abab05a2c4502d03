"""What an account that was merged into another made and plays in."""

from flask_babel import gettext as _
from sqlalchemy import delete, select

from webapp.competitions.models import Competition, Entrant, Notice
from webapp.competitions.season_models import Season
from webapp.core.moving import move
from webapp.core.problems import Conflict
from webapp.extensions import db

RUNNING = (
    Competition.published_at.is_not(None),
    Competition.cancelled_at.is_(None),
    Competition.frozen_at.is_(None),
)


def follow_merge(keep_id: int, dropped: int) -> None:
    """Who published, called off and wrote down stays as it was; who runs it, and whose place it is, moves."""
    _meet(keep_id, dropped)
    move(Entrant, "person_id", dropped, keep_id, "competition_id")
    move(Notice, "person_id", dropped, keep_id, "competition_id", "kind")
    move(Competition, "made_by_id", dropped, keep_id)
    move(Season, "made_by_id", dropped, keep_id)


def played_by(person_id: int) -> list[Competition]:
    """Those that they are in by themselves and that go on, read anew."""
    mine = select(Entrant.competition_id).where(Entrant.person_id == person_id)
    going_on = select(Competition).where(Competition.id.in_(mine), *RUNNING)
    return list(db.session.scalars(going_on.execution_options(populate_existing=True)))


def _meet(keep_id: int, dropped: int) -> None:
    """Nobody plays against themselves: neither where it runs, nor where it is still a draft."""
    theirs = select(Entrant.competition_id).where(Entrant.person_id == keep_id)
    both = (
        Competition.id.in_(theirs),
        Competition.id.in_(select(Entrant.competition_id).where(Entrant.person_id == dropped)),
    )
    if name := db.session.scalar(select(Competition.name).where(*both, *RUNNING).limit(1)):
        raise Conflict(_("Both accounts play in “%(name)s”. Call it off, or merge them once it is over.", name=name))
    drafts = select(Competition.id).where(*both, Competition.published_at.is_(None))
    db.session.execute(delete(Entrant).where(Entrant.person_id == dropped, Entrant.competition_id.in_(drafts)))
