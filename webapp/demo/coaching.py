"""What the coaches did in those weeks: models, notes, a badge each; and what waits on their desks."""

import random
from datetime import datetime, timedelta

from sqlalchemy import select

from webapp.answers.models import Answer
from webapp.badges.actions import give
from webapp.coaching.actions import look_away, open_look, write_note
from webapp.core.work import work
from webapp.demo.history import GUESTS, documents
from webapp.extensions import db
from webapp.lines.actions import mark_model, use_line
from webapp.people.models import CoachedCohort, Person
from webapp.voting.models import Tally, Vote
from webapp.voting.moderation import report

MODELS = 6
A_LOOK = timedelta(seconds=40)
NOTES = {
    "fact": (
        ("The tone is right, the number is not. Read the fact once more, then say it in your own words.", "fact_first"),
        ("You had them listening. Now give them the exact figure; a rounded one sounds like a guess.", "show_proof"),
    ),
    "persuasion": (
        ("All true. Begin with what worries them, and the fact will land.", "answer_objection"),
        ("Right, and a little long. Stop after the number and ask for ten minutes.", "shorter"),
    ),
    "both": (
        ("Start again from the fact: one true number, and one reason why it matters to them.", "fact_first"),
        ("Read their line once more. What are they afraid of? Answer that first, then prove it.", "answer_objection"),
    ),
    "praise": (
        ("I would have signed. Keep that calm first sentence.", "great_opening"),
        ("Fact, proof, next step, in three short sentences. That is the job.", "next_step"),
    ),
}
"""A sentence and its chip, by what the votes say is missing."""


def coach(now: datetime) -> None:
    for coached in db.session.scalars(select(CoachedCohort).order_by(CoachedCohort.person_id)).all():
        with work():
            one = db.session.get_one(Person, coached.person_id)
            said = _closed(coached.cohort_id)
            _mark_models(one, said, now)
            _write_notes(one, said, now)
            _report_one(said, now)


def _closed(cohort_id: int) -> list[tuple[Answer, Tally]]:
    """Newest first."""
    rows = select(Answer, Tally).join(Tally, Tally.answer_id == Answer.id)
    judged = (Answer.cohort_id == cohort_id, Tally.closed_at.is_not(None), Tally.votes > 0)
    return [(answer, tally) for answer, tally in db.session.execute(rows.where(*judged).order_by(Answer.id.desc()))]


def _mark_models(one: Person, said: list[tuple[Answer, Tally]], now: datetime) -> None:
    """The best of different facts, and a badge for the best of them."""
    best = {answer.challenge.fact_id: answer for answer, tally in _by_quality(said) if not _is_the_authors(answer)}
    for n, answer in enumerate(list(best.values())[-MODELS:]):
        mark = mark_model(one, answer.id, now=now - timedelta(days=n + 1))
        assert mark.model_reply_id is not None
        _take_to_calls(mark.model_reply_id, {other.person_id for other, _tally in said} - {answer.person_id}, now)
    if best:
        give(one, list(best.values())[-1], "plain-speaker", "Somebody could read this out on the phone.", now=now)


def _take_to_calls(model_id: int, colleagues: set[int], now: datetime) -> None:
    chance = random.Random(model_id)
    for n, id_ in enumerate(chance.sample(sorted(colleagues), min(3, len(colleagues)))):
        worked = chance.random() < 0.6
        use_line(db.session.get_one(Person, id_), model_id, worked, now=now - timedelta(hours=n + 2))


def _by_quality(said: list[tuple[Answer, Tally]]) -> list[tuple[Answer, Tally]]:
    return sorted(said, key=lambda one: (one[1].quality, one[1].votes))


def _is_the_authors(answer: Answer) -> bool:
    """It says what the playbook's own model says."""
    return any(fact["model_reply"] in answer.text for document in documents() for fact in document["facts"])


def _write_notes(one: Person, said: list[tuple[Answer, Tally]], now: datetime) -> None:
    """On everybody's last reply that was judged."""
    last = {answer.person_id: (answer, tally) for answer, tally in reversed(said)}
    for n, (answer, tally) in enumerate(last.values()):
        at = max(now - timedelta(hours=3) + n * 2 * A_LOOK, answer.received_at)
        text, chip = random.Random(answer.id).choice(NOTES[_missing(tally)])
        open_look(one, answer.id, now=at)
        write_note(one, answer.id, text, [chip], now=at + A_LOOK)
    look_away(one, now=now)


def _missing(tally: Tally) -> str:
    if min(tally.fact, tally.persuasion) > 1.5 * tally.weight:
        return "praise"
    if max(tally.fact, tally.persuasion) < tally.weight:
        return "both"
    return "fact" if tally.fact < tally.persuasion else "persuasion"


def _report_one(said: list[tuple[Answer, Tally]], now: datetime) -> None:
    """By a judge whom the reply did not convince; never a reply of those who try the demonstration."""
    for answer, _tally in said:
        unconvinced = select(Vote).where(Vote.answer_id == answer.id, Vote.persuasion == 0, Vote.by_coach.is_(False))
        if answer.person.email not in GUESTS and (vote := db.session.scalar(unconvinced)) is not None:
            judge = db.session.get_one(Person, vote.judge_id)
            report(judge, answer.id, "off_topic", "I cannot find an answer to their question in it.", now=now)
            return
