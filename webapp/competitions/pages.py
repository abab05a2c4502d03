"""A competition for those in it; its records as a file and on paper."""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _
from flask_login import current_user, login_required
from markupsafe import Markup
from sqlalchemy import update

from webapp.competitions import queries, seasons, showing, words
from webapp.competitions.board import Board, board_of, state_of
from webapp.competitions.looking import look
from webapp.competitions.models import Competition, Notice
from webapp.core import cards, clock
from webapp.core.tables import write_csv
from webapp.core.work import work
from webapp.extensions import db
from webapp.people.models import Person

ON_BOARDS = 3

bp = Blueprint("contests", __name__, url_prefix="/competitions")


@bp.get("/<int:competition_id>")
@login_required
def page(competition_id: int) -> str:
    now = clock.now()
    competition = look(current_user, competition_id, now=now)
    _note_seen(competition_id, now)
    board = board_of(competition, now)
    mine = _mine(current_user, competition)
    return render_template(
        "competitions/page.html",
        card=showing.card(competition, now),
        table=showing.table(competition, board, mine),
        watch={"competition_id": competition_id} if board.state in ("scheduled", "live", "counting") else None,
        my_row=next((row for row in board.rows if row.id in mine), None),
        runs=queries.runs(current_user, competition),
    )


@bp.get("/<int:competition_id>.csv")
@login_required
def export(competition_id: int) -> Response:
    competition, board = _records(competition_id)
    rows = [
        [
            "" if row.rank is None else str(row.rank),
            row.name,
            words.score_words(competition, row.score),
            "" if row.score is None else str(row.score),
            str(row.size),
        ]
        for row in board.rows
    ]
    headings = [_("Rank"), _("Name"), words.unit(competition), _("Exactly"), _("People")]
    return Response(
        write_csv(headings, rows),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename=competition-{competition_id}.csv"},
    )


@bp.get("/<int:competition_id>/print")
@login_required
def paper(competition_id: int) -> str:
    competition, board = _records(competition_id)
    return render_template(
        "competitions/print.html",
        card=showing.card(competition, clock.now()),
        table=showing.table(competition, board),
        competition=competition,
        names=_names(competition),
    )


@cards.on_page("boards")
def boards_card() -> Markup | None:
    """What runs, and what is new, for who looks at the boards."""
    now = clock.now()
    running = queries.running_for(current_user, now)
    playing = [one for one in seasons.seasons_of(current_user) if not one.cancelled_at and not seasons.is_over(one)]
    if not running and not playing:
        return None
    news = {notice.competition_id: words.NEWS[notice.kind] for notice in queries.unseen(current_user)}
    first = _first(running, set(news), now)[:ON_BOARDS]
    shown = [showing.card(one, now) | {"news": news.get(one.id)} for one in first]
    return Markup(render_template("competitions/_running.html", competitions=shown, seasons=playing[:1]))


def _first(running: list[Competition], news: set[int], now: datetime) -> list[Competition]:
    """What runs, then what is new, then what begins or began nearest to now."""

    def order(one: Competition) -> tuple[bool, bool, timedelta]:
        waits = state_of(one, now) not in ("live", "counting")
        return waits, one.id not in news, abs(now - (one.starts_at or now))

    return sorted(running, key=order)


def _records(competition_id: int) -> tuple[Competition, Board]:
    now = clock.now()
    competition = look(current_user, competition_id, now=now)
    return competition, board_of(competition, now)


def _note_seen(competition_id: int, now: datetime) -> None:
    if any(notice.competition_id == competition_id for notice in queries.unseen(current_user)):
        with work():
            theirs = (Notice.person_id == current_user.id, Notice.competition_id == competition_id)
            db.session.execute(update(Notice).where(*theirs, Notice.seen_at.is_(None)).values(seen_at=now))


def _mine(person: Person, competition: Competition) -> set[int]:
    place = {"teams": person.team_id, "cohorts": person.cohort_id, "people": person.id}[competition.between]
    return {place} if place else set()


def _names(competition: Competition) -> dict[str, Any]:
    ids = {competition.made_by_id, competition.published_by_id, competition.frozen_by_id} - {None}
    found = {person.id: person.name for person in db.session.query(Person).filter(Person.id.in_(ids))}
    return {
        name: found.get(getattr(competition, name) or 0) for name in ("made_by_id", "published_by_id", "frozen_by_id")
    }
