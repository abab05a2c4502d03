"""Nine months of deals, told as a sales system tells them: of late many were lost over slow onboarding."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from webapp.core.work import work
from webapp.deals import actions, receiving
from webapp.deals.models import Term
from webapp.extensions import db
from webapp.people.models import Person
from webapp.playbook.models import Topic

DEALS, DAYS = 120, 270
TO_HOME = 0.92
"""What a dollar is worth in our own currency."""


class Reason(NamedTuple):
    words: str
    share: int
    of_late: int
    """In the last ten weeks."""
    topic: str | None
    """None where it still waits for somebody to say."""


REASONS = (
    Reason("Slow onboarding", 3, 16, "onboarding"),
    Reason("Price too high", 6, 6, "pricing"),
    Reason("Lost to a rival", 4, 4, "switching"),
    Reason("Works council said no", 2, 2, "compliance"),
    Reason("Security review not passed", 2, 1, "security"),
    Reason("Staff would not use another app", 3, 2, None),
    Reason("No budget this year", 3, 2, None),
)
RIVALS = ("", "", "Rostrix", "Planfix Go", "Rostrix; Dutywise")
SAID = (
    "Last time a rollout ate half a year of my best people. I will not do that again.",
    "My managers plan on paper by the kitchen door, and it works.",
    "Send me the price and spare me the demo.",
    "Half of my staff are students. They delete an app as soon as it sends them anything.",
)
GUESTS = ("Brasserie", "Bakery", "Hotel", "Canteen", "Bistro", "Food hall", "Garden centre", "Shoe shops")
PLACES = ("Lindner", "Orsay", "Nordhafen", "Vogelsang", "Ribeira", "Altmarkt", "Kastanie", "Hilltop", "Weststadt")


def tell_of_deals(today: date, *, now: datetime) -> None:
    ada = db.session.scalars(select(Person).where(Person.email == "ada@demo.example")).one()
    with work():
        actions.set_rate(ada, "USD", TO_HOME, now=now)
        receiving.receive(list(_deals(today)), now=now)
        topics = {topic.key: topic.id for topic in db.session.scalars(select(Topic))}
        meant = {reason.words: topics[reason.topic] for reason in REASONS if reason.topic} | {
            "Rostrix": topics["switching"]
        }
        for term in db.session.scalars(select(Term).where(Term.words.in_(meant)).order_by(Term.id)):
            actions.confirm(ada, term.id, meant[term.words], now=now)


def _deals(today: date) -> Iterator[dict[str, Any]]:
    chance = random.Random(7)
    owners = db.session.scalars(select(Person.email).where(Person.role == "rep").order_by(Person.id)).all()
    for n in range(DEALS):
        days = chance.randint(1, DAYS)
        lost = chance.random() < 0.6
        yield {
            "external_id": f"demo-{n}",
            "source": "webhook",
            "name": f"{chance.choice(GUESTS)} {chance.choice(PLACES)}, {chance.randint(2, 60)} sites",
            "outcome": "lost" if lost else "won",
            "amount": round(chance.lognormvariate(9.6, 0.8), -2),
            "currency": chance.choice(("EUR", "EUR", "EUR", "USD")),
            "closed_on": today - timedelta(days=days),
            "owner_email": chance.choice(owners),
            **(_lost(chance, days) if lost else dict.fromkeys(("reason", "competitor", "objection"))),
        }


def _lost(chance: random.Random, days: int) -> dict[str, str | None]:
    shares = [reason.of_late if days < 70 else reason.share for reason in REASONS]
    reason = chance.choices(REASONS, shares)[0]
    said = chance.choice(SAID) if chance.random() < 0.25 else None
    return {"reason": reason.words, "competitor": chance.choice(RIVALS) or None, "objection": said}
