"""The two minutes as a page shows them: which step it is, and what that step needs."""

import uuid
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from webapp.answers import queries as answers
from webapp.answers.models import Answer
from webapp.badges import queries as badges
from webapp.core import clock
from webapp.core.work import work
from webapp.lines.queries import line_for
from webapp.people.models import Person
from webapp.playbook.schemas import challenge_shape
from webapp.points import queries as points
from webapp.points.words import why
from webapp.schedule import queries as schedule
from webapp.schedule import recalls
from webapp.standings.boards import board_for, watch_of
from webapp.standings.queries import Scope, ranked_people
from webapp.streaks import queries as streaks
from webapp.today.day import Day, open_day
from webapp.today.reasons import why_this
from webapp.today.shapes import answer_shape, card_shape, streak_shape
from webapp.voting import actions as judging
from webapp.voting import moderation, queue
from webapp.voting import queries as voting
from webapp.voting.words import complaint_chips, reason_chips

JUDGED_A_DAY = 3
ALL = 100
ORDER = ("recall", "reply", "judge", "result")


def session_for(person: Person, wanted: str | None, *, now: datetime) -> dict[str, Any]:
    """Everything `today/_session.html` shows for the step asked for, or for the next one that waits."""
    day = open_day(person, now=now)
    answer = answers.session_answer(person, day.date) if day.challenge else None
    due = recalls.due_recalls(person, day.date)
    done = _judged_today(person, day)
    step = _step(person, wanted, day, answer, bool(due), done)
    left = _still_to_judge(person, day, done, now) if step in ("replied", "result") else 0
    session = _frame(person, day, answer, step, done, now)
    if day.challenge is not None:
        session["steps"] = steps_of(step, answer is not None, left if step == "result" else 0)
        session["judging"]["waiting"] = left if person.role == "rep" else session["judging"]["left"]
    if step == "recall":
        session["recall"] = _recall(person, day, due)
        session["steps"][0]["part"] = recall_part(session["recall"])
    elif step == "reply":
        session |= reply_form(person, day)
    elif step == "judge":
        session["judging"]["next"] = _next_card(person, day, done, now)
    elif step == "result" and answer is not None:
        session["result"] = _result(person, day, answer, now) | {"to_judge": left}
    return session


def reply_form(
    person: Person, day: Day, text: str = "", client_id: str = "", error: str | None = None
) -> dict[str, Any]:
    """The empty form, or the one that was refused, with every word kept."""
    assert day.challenge is not None
    met = schedule.meetings(person, day.challenge.fact_id, day.date)
    draft = {"text": text, "client_id": client_id or uuid.uuid4().hex, "error": error}
    return {"fact_folded": met > 0, "draft": draft, "why": why_this(person, day.date, day.challenge)}


def reply_frame(person: Person, day: Day, **draft: Any) -> dict[str, Any]:
    """A day's challenge by itself, to be replied to."""
    return _alone(day) | {"step": "reply"} | reply_form(person, day, **draft)


def replied_frame(person: Person, day: Day, answer: Answer, *, now: datetime) -> dict[str, Any]:
    """The reply by itself, with what was put in."""
    shown = {"step": "replied", "answer": answer_shape(person, answer, now=now)}
    return _alone(day) | shown | {"streak": streak_shape(streaks.streak_of(person, day.date))}


def left_to_judge(done: int) -> int | None:
    """How many of the day's three are to go; None once they are done and judging is for its own sake."""
    return JUDGED_A_DAY - done if done < JUDGED_A_DAY else None


def steps_of(step: str, replied: bool = False, left: int = 0) -> list[dict[str, Any]]:
    """`left` replies wait to be judged although the result is already on screen."""
    labels = {"recall": _("Recall"), "reply": _("Reply"), "judge": _("Judge"), "result": _("Result")}
    at = ORDER.index("reply" if step == "replied" else step)
    urls = {"reply": url_for("today.page", step="replied")} if replied else {}
    urls |= {"judge": url_for("today.page", step="judge")} if left else {}
    return [
        {
            "key": key,
            "label": labels[key],
            "url": urls.get(key),
            "state": _state(n, at, step == "result" and not left, key == "judge" and left > 0),
        }
        for n, key in enumerate(ORDER)
    ]


def recall_part(recall: dict[str, Any]) -> str:
    """How far the recalls have come within their segment."""
    share = (recall["number"] - 0.5) / recall["of"]
    return "little" if share < 0.4 else "most" if share > 0.6 else "half"


def judging_url(person: Person) -> str:
    """Coaches judge at their desk, most worthwhile first."""
    return url_for("coaching.page") if person.role == "coach" else url_for("today.page", step="judge")


def _step(person: Person, wanted: str | None, day: Day, answer: Answer | None, due: bool, done: int) -> str:
    if day.challenge is None:
        return "none"
    if answer is None:
        return "recall" if due and wanted != "reply" else "reply"
    judges = person.role == "rep"
    if wanted in ("replied", "result") or (wanted == "judge" and judges):
        return wanted
    if due:
        return "recall"
    return "judge" if judges and done < JUDGED_A_DAY else "result"


def _frame(person: Person, day: Day, answer: Answer | None, step: str, done: int, now: datetime) -> dict[str, Any]:
    left = left_to_judge(done) if day.challenge else None
    return {
        "date": day.date,
        "working_day": day.working,
        "day_off": day.off,
        "step": step,
        "steps": [],
        "challenge": challenge_shape(day.challenge) if day.challenge else None,
        "answer": answer_shape(person, answer, now=now) if answer else None,
        "judging": {
            "left": left,
            "next": None,
            "url": judging_url(person),
            "next_url": url_for("today.page", step="result" if left == 1 else "judge"),
            "reasons": reason_chips(),
            "complaints": complaint_chips(),
        },
        "result_url": url_for("today.page", step="result") if day.challenge else url_for("standings.page"),
        "streak": streak_shape(streaks.streak_of(person, day.date)),
    }


def _alone(day: Day) -> dict[str, Any]:
    challenge = challenge_shape(day.challenge) if day.challenge else None
    return {"steps": [], "working_day": day.working, "day_off": day.off, "challenge": challenge}


def _state(n: int, at: int, over: bool, skipped: bool) -> str:
    if skipped or n > at:
        return "next"
    return "done" if n < at or over else "now"


def _still_to_judge(person: Person, day: Day, done: int, now: datetime) -> int:
    """Of the day's three, as far as there are replies that wait."""
    left = left_to_judge(done) if person.role == "rep" else None
    return min(left, queue.waiting(person, day.date, now=now)) if left else 0


def _recall(person: Person, day: Day, due: list[Any]) -> dict[str, Any]:
    answered = recalls.answered_recalls(person, day.date)
    shape = recalls.recall_shape(due[0])
    return {**shape, "number": answered + 1, "of": answered + len(due)}


def _next_card(person: Person, day: Day, done: int, now: datetime) -> dict[str, Any] | None:
    """The next reply of the mix, of which every third comes from the last working day."""
    places = JUDGED_A_DAY if (done + 1) % JUDGED_A_DAY == 0 else 1
    with work():
        found = queue.to_judge(person, day.date, now=now, limit=places)[-1:]
        judging.serve(person, found, now=now)
    return card_shape(person, found[0], None, now=now) if found else None


def _judged_today(person: Person, day: Day) -> int:
    return voting.judgements_since(person, clock.midnight(day.date, person.time_zone))


def _result(person: Person, day: Day, answer: Answer, now: datetime) -> dict[str, Any]:
    entries = points.earned(person, limit=ALL, day=day.date)
    verdict = moderation.set_aside(answer.id)
    return {
        "answer": answer_shape(person, answer, now=now),
        "set_aside": verdict and moderation.moderation_shape(verdict),
        "points_today": [
            {"amount": entry.amount, "why": why(entry.reason), "reason": entry.reason} for entry in entries
        ],
        "points_sum": sum(entry.amount for entry in entries),
        "badges": badges.new_badges(person, day.date),
        "rank": _rank(person, now),
        "model": line_for(person, answer.challenge.fact_id, answer.challenge.prompt_id),
        "second_try": None,
        "comes_back": answers.has_replied_before(person, day.date),
    }


def _rank(person: Person, now: datetime) -> dict[str, Any] | None:
    if person.role != "rep" or person.cohort_id is None:
        return None
    scope = Scope(cohort=person.cohort_id)
    board = board_for(person, "people", "week", scope, top=0, now=now)
    mine = board.me
    return mine and {
        "id": mine.id,
        "rank": mine.rank,
        "points": mine.points,
        "watch": watch_of(board),
        "of": ranked_people(scope),
        "board_url": url_for("standings.page"),
    }
