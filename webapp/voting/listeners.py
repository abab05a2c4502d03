"""A judged reply has a tally from its first moment; who may know hears of every change."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from webapp.answers.events import answer_given, answer_offered
from webapp.answers.models import Answer
from webapp.core import audiences, outbox
from webapp.core.moving import move
from webapp.core.problems import Conflict
from webapp.people.events import people_merged
from webapp.people.models import Person
from webapp.voting import events
from webapp.voting.actions import open_tally
from webapp.voting.models import Report, Tally
from webapp.voting.queries import has_seen_replies, tally_shape

EVERY = 0.1
"""Seconds between two messages about one answer."""


def register() -> None:
    answer_offered.connect(refuse_the_swayed)
    answer_given.connect(begin_judging)
    people_merged.connect(follow_merge)
    events.vote_cast.connect(announce_vote)
    events.voting_closed.connect(announce_closing)
    events.answer_moderated.connect(announce_moderation)


def of_answer(answer_id: int) -> str:
    """The audience of those who may know an answer's tally."""
    return f"answer:{answer_id}"


def refuse_the_swayed(person: Person, *, challenge_id: int, day: date) -> None:
    """However they came to see them, by a clock or a zone: first one's own reply, then the others'."""
    if has_seen_replies(person, challenge_id, day):
        raise Conflict(_("You have seen what others replied that day, so this one cannot count. Your text is kept."))


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    """The tallies of their replies. What they judged stays as cast, since the points of judging go by it; the kept
    account finds it there (queries.vote_of) and judges none of it again."""
    move(Tally, "author_id", dropped, keep_id)
    move(Report, "person_id", dropped, keep_id, "answer_id")


def begin_judging(answer: Answer, now: datetime) -> None:
    if answer.practice:
        return
    open_tally(answer)


def announce_vote(tally: Tally, *, answer: Answer, judge: Person, **_more: Any) -> None:
    hears = [judge.id] if tally.withheld else [judge.id, answer.person_id]
    _announce(answer, hears, tally_shape(tally))


def announce_closing(tally: Tally, *, answer: Answer, **_more: Any) -> None:
    _announce(answer, [answer.person_id], tally_shape(tally))


def announce_moderation(tally: Tally, **_more: Any) -> None:
    outbox.announce("moderated", {"answer_id": tally.answer_id, "set_aside": tally.set_aside})


@outbox.teller("moderated")
def tell_moderation(payload: dict[str, Any]) -> None:
    """Whoever looks at it now; whoever comes later does not find it."""
    audiences.tell_each(of_answer(payload["answer_id"]), "moderated", payload)


@outbox.teller("tally")
def tell_tally(payload: dict[str, Any]) -> None:
    audience = of_answer(payload["answer_id"])
    for person_id in payload["hears"]:
        audiences.admit(person_id, audience)
    audiences.tell(audience, "tally", payload["tally"], every=EVERY)


def _announce(answer: Answer, hears: list[int], tally: dict[str, Any]) -> None:
    outbox.announce("tally", {"answer_id": answer.id, "hears": hears, "tally": tally})
