"""Short ways to the situations that tests start from; each goes through the actions that people use."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from webapp.answers.actions import give_answer
from webapp.answers.models import Answer
from webapp.core import clock
from webapp.people.models import Person
from webapp.playbook.actions import load_topic
from webapp.schedule.actions import serve
from webapp.voting.actions import Cast as Ballot
from webapp.voting.actions import assign, cast_vote
from webapp.voting.models import Tally

_numbers = count(1)


def a_playbook(topics: int = 2, facts: int = 8, now: datetime | None = None) -> None:
    """A small playbook whose words are plain; every fact has two prompts."""
    for topic in range(topics):
        load_topic(_topic(topic, facts), now=now or clock.now())


def a_reply(person: Person, now: datetime, text: str | None = None, **more: Any) -> Answer:
    """The person's reply to today's challenge, served and given at `now`."""
    row = serve(person, clock.local_day(now, person.time_zone), now=now)
    assert row is not None
    answer, _new = give_answer(
        person,
        client_id=more.pop("client_id", f"client-{next(_numbers)}"),
        challenge_id=row.challenge_id,
        text=text or f"Nine working days, and here is why. ({next(_numbers)})",
        written_at=more.pop("written_at", now),
        now=now,
        **more,
    )
    return answer


def a_vote(judge: Person, answer: Answer, fact: int, persuasion: int, now: datetime, **more: Any) -> Tally:
    """The judge is served the reply and votes on it."""
    assign(judge, [answer.id], now=now)
    reason = more.pop("reason", None)
    tally, _vote = cast_vote(judge, answer.id, Ballot(fact, persuasion, reason), now=now, **more)
    return tally


def next_noon(now: datetime, days: int = 1) -> datetime:
    return now + timedelta(days=days)


def _topic(topic: int, facts: int) -> dict[str, Any]:
    keys = [f"fact-{topic}-{n}" for n in range(facts)]
    return {
        "topic": {"key": f"topic-{topic}", "name": f"Topic {topic}", "weight": 1.0},
        "facts": [_fact(key) for key in keys],
        "prompts": [_prompt(f"prompt-{topic}-{n}-{again}", [keys[n]]) for n in range(facts) for again in range(2)],
    }


def _fact(key: str) -> dict[str, Any]:
    return {
        "key": key,
        "statement": f"It takes nine working days ({key}).",
        "why": "Buyers fear a long project.",
        "proof": {"kind": "figure", "text": "9 working days, median of 118 customers"},
        "key_points": [
            {"text": "nine working days", "synonyms": ["9 working days", "nine days"]},
            {"text": "a named lead", "synonyms": ["one lead", "named lead"]},
        ],
        "source": "Onboarding report",
        "valid_until": "2027-12-31",
        "recall": {
            "question": f"How long does it take ({key})?",
            "choices": ["Nine days", "A month", "A year"],
        },
        "model_reply": "Nine working days with a named lead. Shall we look at your first week together?",
        "replies": [],
    }


def _prompt(key: str, facts: list[str]) -> dict[str, Any]:
    return {
        "key": key,
        "text": f"How long will this take us? ({key})",
        "persona": "Operations lead, 40 restaurants",
        "stage": "discovery",
        "mood": "sceptical",
        "situation": "timing",
        "facts": facts,
    }
