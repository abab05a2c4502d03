"""An answer with its votes, as far as the person asking may see them."""

from datetime import datetime
from typing import Any

from webapp.answers.models import Answer
from webapp.people.models import Person
from webapp.playbook.schemas import challenge_shape
from webapp.today.shapes import answer_shape, model_shape
from webapp.voting import queries as voting
from webapp.voting.words import REASON_WORDS, reason_chips


def answer_page_for(viewer: Person, answer_id: int, *, now: datetime) -> dict[str, Any]:
    answer = voting.visible_answer(viewer, answer_id)
    vote = voting.vote_of(viewer, answer_id)
    shape, mine = answer_shape(viewer, answer, now=now), answer.person_id == viewer.id
    may_vote = viewer.role in ("rep", "coach") and not mine and not shape["closed"] and not answer.practice
    return {
        "answer": shape,
        "challenge": challenge_shape(answer.challenge),
        "is_mine": mine,
        "author": answer.person.name if viewer.role in ("manager", "admin") and not mine else None,
        "tally": shape["tally"],
        "my_vote": vote and {"fact": vote.fact, "persuasion": vote.persuasion, "reason": vote.reason},
        "may_vote": may_vote,
        "may_change": may_vote and vote is not None,
        "vote_reasons": reason_chips(),
        "next_url": None,
        "coaches": _coaches(answer) if shape["tally"] else [],
        "reasons": _reasons(answer) if mine and shape["tally"] else [],
        "model": model_shape(answer.challenge) if mine or vote is not None else None,
    }


def _coaches(answer: Answer) -> list[dict[str, Any]]:
    rows = voting.coach_votes(answer.id)
    return [{**row, "reason": str(REASON_WORDS.get(row["reason"] or "", ""))} for row in rows]


def _reasons(answer: Answer) -> list[dict[str, Any]]:
    counted = voting.reasons(answer.id)
    return [{"label": str(REASON_WORDS[key]), "count": n} for key, n in sorted(counted.items())]
