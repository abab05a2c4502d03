"""Every entry may move a competition; those who watch one get its rows, those in one get word of it."""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from typing import Any

from webapp.answers.models import Answer
from webapp.competitions import events, merging
from webapp.competitions.board import Board, board_of, shown
from webapp.competitions.models import Competition, Notice
from webapp.competitions.shapes import news_of
from webapp.core import audiences, clock, outbox
from webapp.core.upserts import insert
from webapp.core.work import current
from webapp.extensions import db
from webapp.people.events import people_merged
from webapp.points.events import points_awarded
from webapp.points.models import Entry
from webapp.voting.events import voting_closed
from webapp.voting.models import Tally

EVERY = 0.25
"""Seconds between two messages about one competition."""

_watched: dict[int, tuple[str, frozenset[int]]] = {}
"""Which competitions this process was asked about, between whom they are, and who is in them."""


class Moves:
    """Whom a work moved, told of together."""

    def __init__(self) -> None:
        self.moved: dict[str, set[int]] = {"teams": set(), "cohorts": set(), "people": set()}

    def add(self, person_id: int, team_id: int | None, cohort_id: int | None) -> None:
        for between, subject in (("people", person_id), ("teams", team_id), ("cohorts", cohort_id)):
            if subject is not None:
                self.moved[between].add(subject)

    def write(self) -> None:
        outbox.announce("competitions", {"moved": {key: sorted(ids) for key, ids in self.moved.items()}})


def register() -> None:
    points_awarded.connect(note_entry)
    voting_closed.connect(note_closing)
    people_merged.connect(note_merge)
    events.competition_published.connect(note_publication)
    events.competition_cancelled.connect(note_cancellation)
    events.competition_ended.connect(note_end)


def of_competition(competition_id: int) -> str:
    return f"competition:{competition_id}"


def of_screens(competition_id: int) -> str:
    """The big screens, which may be kept in suspense."""
    return f"competition:{competition_id}:screens"


def remember(competition: Competition) -> None:
    """That somebody here watches it from now on."""
    _watched[competition.id] = (competition.between, frozenset(e.subject_id for e in competition.entrants))


def note_entry(entry: Entry, **_: Any) -> None:
    current().gather(Moves).add(entry.person_id, entry.team_id, entry.cohort_id)


def note_closing(_tally: Tally, *, answer: Answer, **_: Any) -> None:
    current().gather(Moves).add(answer.person_id, answer.team_id, answer.cohort_id)


def note_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    merging.follow_merge(keep_id, dropped)
    for competition in merging.played_by(keep_id):
        tell_changed(competition)


def note_publication(competition: Competition, *, people: Collection[int], now: datetime) -> None:
    _note(competition, "published", people, now)


def note_cancellation(competition: Competition, *, people: Collection[int], now: datetime) -> None:
    _note(competition, "cancelled", people, now)


def note_end(competition: Competition, *, people: Collection[int], now: datetime, **_: Any) -> None:
    _note(competition, "ended", people, now)


def tell_changed(competition: Competition) -> None:
    """Tell those who watch it how it stands now, after this work's commit."""
    _announce(competition, [], {})


@outbox.teller("competition")
def tell_news(news: dict[str, Any]) -> None:
    """Those in it hear the news wherever they are in the app; those who watch it get the whole of it."""
    for person_id in news["people"]:
        audiences.tell_each(audiences.of_person(person_id), "competition", news["word"])
    competition_id = news["competition_id"]
    if competition_id in _watched:
        _watched[competition_id] = (news["between"], frozenset(news["members"]))
    _tell(competition_id)


@outbox.teller("competitions")
def tell_moves(news: dict[str, Any]) -> None:
    for competition_id, (between, ids) in list(_watched.items()):
        if not ids.isdisjoint(news["moved"][between]):
            _tell(competition_id)


def _note(competition: Competition, kind: str, people: Collection[int], now: datetime) -> None:
    rows = [{"person_id": one, "competition_id": competition.id, "kind": kind, "at": now} for one in sorted(people)]
    if rows:
        db.session.execute(insert(Notice).on_conflict_do_nothing(), rows)
    word = {"competition_id": competition.id, "name": competition.name, "news": kind}
    _announce(competition, people, word)


def _announce(competition: Competition, people: Collection[int], word: dict[str, Any]) -> None:
    """With who takes part by now, since those who watch were told of others."""
    members = sorted(entrant.subject_id for entrant in competition.entrants)
    about = {"competition_id": competition.id, "between": competition.between, "members": members}
    outbox.announce("competition", {**about, "people": sorted(people), "word": word})


def _tell(competition_id: int) -> None:
    heard = False
    for audience, how in ((of_competition(competition_id), board_of), (of_screens(competition_id), shown)):
        if audiences.may_be_heard(audience):
            heard = True
            audiences.tell(audience, "competition", None, render=partial(_render, competition_id, how), every=EVERY)
    if not heard:
        _watched.pop(competition_id, None)


def _render(competition_id: int, how: Callable[..., Board], _changes: list[Any]) -> dict[str, Any] | None:
    competition = db.session.get(Competition, competition_id)
    now = clock.now()
    return {**news_of(competition, how(competition, now)), "now": now.isoformat()} if competition else None
