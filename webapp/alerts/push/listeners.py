"""What is said on phones of what happens in the rooms below, and whose phones stay silent from now on."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from webapp.alerts.push.actions import plan, take_back, unsubscribe, withdraw
from webapp.answers.models import Answer
from webapp.coaching.events import note_taken_back, note_written
from webapp.coaching.models import Note
from webapp.competitions.events import competition_cancelled, competition_ended
from webapp.competitions.models import Competition
from webapp.people.events import sign_in_ended

NOTE_HOLDS = timedelta(days=7)
RESULT_HOLDS = timedelta(days=3)


def register() -> None:
    note_written.connect(plan_note)
    note_taken_back.connect(unplan_note)
    competition_ended.connect(plan_result)
    competition_cancelled.connect(withdraw_start)
    sign_in_ended.connect(forget_devices)


def plan_note(note: Note, *, answer: Answer, now: datetime) -> None:
    """Once a note, however often its coach changes it."""
    said, url = {"by": note.coach.name}, f"/answers/{answer.id}"
    plan([answer.person_id], "note", _note(note), said, url, until=now + NOTE_HOLDS, now=now)


def _note(note: Note) -> str:
    """By reply and coach: the id of one that was taken back may be given again."""
    return f"{note.answer_id}:{note.coach_id}"


def unplan_note(note: Note, **_: Any) -> None:
    take_back("note", _note(note))


def plan_result(competition: Competition, *, people: Collection[int], now: datetime, **_: Any) -> None:
    said, url = {"name": competition.name}, f"/competitions/{competition.id}"
    plan(people, "result", str(competition.id), said, url, until=now + RESULT_HOLDS, now=now)


def withdraw_start(competition: Competition, **_: Any) -> None:
    withdraw("start", str(competition.id))


def forget_devices(sign_in_id: int, **_: Any) -> None:
    unsubscribe(sign_in_id)
