"""An answer with its votes, as far as the person asking may see them."""

from datetime import datetime
from typing import Any

from webapp.answers.models import Answer
from webapp.badges.queries import given_for
from webapp.coaching import queries as coaching
from webapp.coaching.card import note_shape
from webapp.lines.queries import line_for, mark_of
from webapp.lines.wordings import proposed_for
from webapp.people.managing import MANAGING
from webapp.people.models import Person
from webapp.playbook.schemas import challenge_shape
from webapp.today.shapes import answer_shape
from webapp.voting import moderation, samples
from webapp.voting import queries as voting
from webapp.voting.models import Vote
from webapp.voting.words import REASON_WORDS, complaint_chips, reason_chips


def answer_page_for(viewer: Person, answer_id: int, *, now: datetime) -> dict[str, Any]:
    answer = voting.visible_answer(viewer, answer_id)
    vote = voting.vote_of(viewer, answer_id)
    shape, mine = answer_shape(viewer, answer, now=now), answer.person_id == viewer.id
    verdict = moderation.set_aside(answer_id)
    judges = viewer.role in ("rep", "coach") and not mine and not answer.practice
    may_vote = judges and not shape["closed"] and verdict is None
    return {
        "answer": shape,
        "challenge": challenge_shape(answer.challenge),
        "is_mine": mine,
        "author": answer.person.name if viewer.role in ("manager", "admin") and not mine else None,
        "tally": shape["tally"],
        "my_vote": vote and {"fact": vote.fact, "persuasion": vote.persuasion, "reason": vote.reason},
        "may_vote": may_vote,
        "may_change": may_vote and vote is not None,
        "sample": samples.sentence_on(answer_id) if vote and not vote.weight else None,
        "vote_reasons": reason_chips(),
        "next_url": None,
        "coaches": _coaches(viewer, answer) if shape["tally"] else [],
        "reasons": _reasons(answer) if mine and shape["tally"] else [],
        "set_aside": verdict and moderation.moderation_shape(verdict),
        **_coached(viewer, answer, mine, vote),
        **_doors(viewer, answer, mine, verdict.kind if verdict else None),
    }


def _coached(viewer: Person, answer: Answer, mine: bool, vote: Vote | None) -> dict[str, Any]:
    """What coaches made of it, and one good way to say it."""
    knows, challenge = mine or vote is not None, answer.challenge
    return {
        "notes": [note_shape(note) for note in coaching.notes_for(viewer, answer)],
        "badge": given_for(answer.id) if knows else None,
        "is_model": mine and mark_of(answer.id) is not None,
        "model": line_for(viewer, challenge.fact_id, challenge.prompt_id) if knows else None,
        "proposed": proposed_for(answer.id) if mine else {},
    }


def _doors(viewer: Person, answer: Answer, mine: bool, verdict: str | None) -> dict[str, Any]:
    """What the person asking may do about it."""
    verdicts = [] if answer.practice else ["hidden", "no_attempt"]
    kinds = [kind for kind in verdicts if moderation.may_moderate(viewer, answer, kind, verdict)]
    return {
        "kinds": kinds,
        "may_coach": viewer.role == "coach" and bool(kinds),
        "may_report": not mine and not kinds and not answer.practice and verdict is None,
        "reported": moderation.has_reported(viewer, answer.id),
        "complaints": complaint_chips(),
    }


def _coaches(viewer: Person, answer: Answer) -> list[dict[str, Any]]:
    """For the author and who manages them; whoever judged it, coach or colleague, sees the sums alone."""
    if viewer.id != answer.person_id and viewer.role not in MANAGING:
        return []
    rows = voting.coach_votes(answer.id)
    return [{**row, "reason": str(REASON_WORDS.get(row["reason"] or "", ""))} for row in rows]


def _reasons(answer: Answer) -> list[dict[str, Any]]:
    counted = voting.reasons(answer.id)
    return [{"label": str(REASON_WORDS[key]), "count": n} for key, n in sorted(counted.items())]
