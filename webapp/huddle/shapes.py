"""A huddle as plain values: what everybody in it may know, and what is one person's."""

from datetime import datetime
from typing import Any

from webapp.huddle import queries, rules
from webapp.huddle.models import Huddle, HuddleBallot
from webapp.huddle.schemas import HuddleSchema
from webapp.people.models import Person
from webapp.playbook.schemas import challenge_shape
from webapp.voting.rules import Score

JSON = HuddleSchema()


def state_shape(huddle: Huddle, *, now: datetime) -> dict[str, Any]:
    """The challenge stays secret in the lobby, and so do names until their place is shown."""
    return _state(huddle, queries.stage_of(huddle, now), now)


def personal_shape(person: Person, huddle: Huddle, *, now: datetime) -> dict[str, Any]:
    stage = queries.stage_of(huddle, now)
    return _state(huddle, stage, now) | {"me": _mine(person, huddle, stage)}


def as_json(shape: dict[str, Any]) -> dict[str, Any]:
    """As programs get it, for sockets and for a page's own script."""
    found: dict[str, Any] = JSON.dump(shape)
    return found


def dealt_shape(ballot: HuddleBallot) -> dict[str, Any]:
    """Blind: the words and one's own vote, nothing of who said them or what others made of them."""
    return {
        "id": ballot.reply_id,
        "text": ballot.reply.text,
        "fact": ballot.fact,
        "persuasion": ballot.persuasion,
    }


def _state(huddle: Huddle, stage: rules.Stage, now: datetime) -> dict[str, Any]:
    places = queries.best(huddle.id) if stage.phase in (rules.REVEAL, rules.OVER) else []
    return {
        "id": huddle.id,
        "code": huddle.code,
        "leader": huddle.leader.name,
        "phase": stage.phase,
        "turn": stage.turn,
        "now": now,
        "ends_at": stage.ends_at if stage.is_timed else None,
        "challenge": None if stage.phase == rules.LOBBY else challenge_shape(huddle.challenge),
        "places": len(places),
        "revealed": _revealed(places, stage.shown),
        **queries.counts(huddle.id)._asdict(),
    }


def _revealed(places: list[rules.Standing], shown: int) -> list[dict[str, Any]]:
    found = rules.revealed(places, shown)
    replies = queries.replies([standing.reply_id for _place, standing in found])
    return [
        {
            "place": place,
            "shared": standing.shared,
            "text": replies[standing.reply_id].text,
            "name": shown_name(replies[standing.reply_id].person),
            "votes": standing.votes,
            **standing.score._asdict(),
        }
        for place, standing in found
    ]


def shown_name(person: Person) -> str:
    return person.alias or person.name


def _mine(person: Person, huddle: Huddle, stage: rules.Stage) -> dict[str, Any]:
    reply, ballots = queries.reply_of(person, huddle.id), queries.ballots_of(person, huddle.id)
    return {
        "leads": queries.leads(person, huddle),
        "joined": queries.has_joined(person, huddle.id),
        "reply": reply and reply.text,
        "votes": sum(ballot.cast_at is not None for ballot in ballots),
        "result": _result(reply.id, huddle.id) if reply and _is_told(huddle, stage) else None,
    }


def _is_told(huddle: Huddle, stage: rules.Stage) -> bool:
    """One's own result comes after the best three, not before."""
    if stage.phase == rules.REVEAL:
        return stage.shown >= len(queries.best(huddle.id))
    return stage.phase == rules.OVER


def _result(reply_id: int, huddle_id: int) -> dict[str, Any]:
    found = next((one for one in rules.ranked(queries.sums(huddle_id).items()) if one.reply_id == reply_id), None)
    if found is None:
        return {"votes": 0, "place": None, "shared": False, **dict.fromkeys(Score._fields)}
    place = found.place if found.place <= rules.PLACES else None
    return {"votes": found.votes, "place": place, "shared": found.shared, **found.score._asdict()}
