"""A reply lengthens a streak; a third practice reply brings a lost one back."""

from datetime import datetime
from typing import Any

from webapp.answers.events import answer_given
from webapp.answers.models import Answer
from webapp.core import audiences, outbox
from webapp.core.clock import local_day
from webapp.core.moving import move
from webapp.core.upserts import insert
from webapp.extensions import db
from webapp.people.events import people_merged
from webapp.people.models import Person
from webapp.streaks.events import streak_earned_back, streak_extended
from webapp.streaks.models import EarnBack
from webapp.streaks.queries import Offer, earn_back_offer, history_of
from webapp.streaks.rules import Streak, fold


def register() -> None:
    answer_given.connect(follow_reply)
    streak_extended.connect(announce)
    people_merged.connect(follow_merge)


def follow_reply(answer: Answer, *, now: datetime, **_: Any) -> None:
    if answer.practice:
        _follow_practice(answer.person, now)
    else:
        _extend(answer, now)


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    move(EarnBack, "person_id", dropped, keep_id, "day")


def announce(person: Person, *, streak: Streak, **_: Any) -> None:
    news = {"current": streak.current, "longest": streak.longest, "freezes": streak.freezes}
    outbox.announce("streak", {"person_id": person.id, "streak": news})


@outbox.teller("streak")
def tell_streak(news: dict[str, Any]) -> None:
    audiences.tell(audiences.of_person(news["person_id"]), "streak", news["streak"])


def _extend(answer: Answer, now: datetime) -> None:
    person = answer.person
    today = local_day(now, person.time_zone)
    after = history_of(person)
    others = list(after.reply_days)
    others.remove(answer.streak_day)
    before = after._replace(reply_days=others)
    streak, shorter = fold(*after, today=today), fold(*before, today=today)
    if streak.current > shorter.current or streak.longest > shorter.longest:
        streak_extended.send(person, streak=streak, day=answer.streak_day, now=now)


def _follow_practice(person: Person, now: datetime) -> None:
    offer = earn_back_offer(person, local_day(now, person.time_zone))
    if offer is not None and offer["done"] >= offer["needed"]:
        _earn_back(person, offer, now)


def _earn_back(person: Person, offer: Offer, now: datetime) -> None:
    row = {"person_id": person.id, "day": offer["day"], "at": now}
    db.session.execute(insert(EarnBack).on_conflict_do_nothing(), [row])
    earned = db.session.get_one(EarnBack, (person.id, offer["day"]))
    streak_earned_back.send(earned, person=person, now=now)
    streak = fold(*history_of(person), today=local_day(now, person.time_zone))
    streak_extended.send(person, streak=streak, day=offer["day"], now=now)
