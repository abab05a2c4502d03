"""Giving a reply: found through the person, stored once, its day fixed when it was written."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import exists, or_, select

from webapp.answers import rules
from webapp.answers.events import answer_given, answer_offered
from webapp.answers.models import Answer, UsedKeyPoint
from webapp.answers.queries import kept_their_day
from webapp.core.problems import Conflict, Invalid, NotFound
from webapp.extensions import db
from webapp.people import memberships
from webapp.people import queries as people
from webapp.people.actions import lock_people
from webapp.people.models import Person
from webapp.people.rules import Calendar, ZoneSince
from webapp.playbook import queries as playbook
from webapp.playbook.models import Fact
from webapp.playbook.rules import key_points_used
from webapp.schedule import actions as schedule
from webapp.schedule import queries as servings
from webapp.schedule.models import Serving

FLAWS = {
    rules.Flaw.EMPTY: lambda: _("Write a sentence first; an empty reply wins nobody."),
    rules.Flaw.LONG: lambda: _("That is over 400 characters. Your text is kept; shorten it and send again."),
    rules.Flaw.UNREADABLE: lambda: _("There are characters in it that nobody can read. Remove them and send again."),
}


def give_answer(
    person: Person,
    *,
    client_id: str,
    challenge_id: int,
    text: str,
    written_at: datetime,
    proof: bool = False,
    now: datetime,
) -> tuple[Answer, bool]:
    """Store a reply, once. Returns it, and whether it is new.

    Raises Invalid (bad text, or a clock that is off: with the server's time), NotFound (a challenge
    that was not served to this person) and Conflict (that day is over, or has its reply already).
    """
    lock_people({person.id})
    text = checked_text(text)
    if (earlier := _sent_before(person, client_id)) is not None:
        return _same(earlier, challenge_id, text), False
    answer = _placed(person, challenge_id, written_at, now)
    if not answer.practice:
        answer_offered.send(person, challenge_id=challenge_id, day=answer.day)
        answer.repeated = _said_before(person, text)
    fact = playbook.challenge(challenge_id).fact
    answer.client_id, answer.text, answer.proof = client_id, text, proof
    answer.key_points = used_key_points(fact, text)
    db.session.add(answer)
    db.session.flush()
    schedule.introduce(person, fact.id, day=answer.day, now=now)
    answer_given.send(answer, now=now)
    return answer, True


def checked_text(text: str) -> str:
    """The text as it would be kept. Raises Invalid with a sentence where it cannot be a reply."""
    text = rules.cleaned(text)
    if (flaw := rules.flaw(text)) is not None:
        raise Invalid(FLAWS[flaw]())
    return text


def used_key_points(fact: Fact, text: str) -> list[UsedKeyPoint]:
    """Which of the fact's key points the text mentions, in their order."""
    points = [(point.text, point.synonyms) for point in fact.key_points]
    used = key_points_used(text, points)
    return [{"text": name, "used": hit} for (name, _synonyms), hit in zip(points, used, strict=True)]


def _placed(person: Person, challenge_id: int, written_at: datetime, now: datetime) -> Answer:
    """A reply without its words: the day it counts for, when its voting ends, and where its author is."""
    calendar, zones = people.calendar_of(person), people.zones_of(person)
    zone = rules.zone_at(zones, written_at)
    _check_clock(written_at, now, calendar, zone)
    serving = _served(person, challenge_id, written_at, zone)
    schedule.begin(serving, now=now)
    day = serving.day
    answer = Answer(
        person_id=person.id,
        challenge_id=challenge_id,
        day=day,
        streak_day=day,
        practice=serving.kind == "practice",
        working_day=calendar.is_working(day),
        repeated=False,
        written_at=written_at,
        received_at=now,
        closes_at=rules.closing(written_at, now, calendar, person.time_zone),
        team_id=memberships.place_on(person, day).team_id,
        cohort_id=serving.cohort_id or person.cohort_id,
    )
    if answer.working_day and not answer.practice:
        answer.streak_day = _streak_day(person, rules.Sent(day, written_at, now), zones)
    return answer


def _streak_day(person: Person, reply: rules.Sent, zones: Sequence[ZoneSince]) -> date:
    if not rules.is_late(reply, zones):
        return reply.day
    return rules.streak_day(reply, kept_their_day(person, reply.received_at - rules.SAVED_WITHIN), zones)


def _sent_before(person: Person, client_id: str) -> Answer | None:
    return db.session.scalar(select(Answer).where(Answer.person_id == person.id, Answer.client_id == client_id))


def _same(earlier: Answer, challenge_id: int, text: str) -> Answer:
    if earlier.challenge_id != challenge_id or earlier.text != text:
        raise Conflict(_("This client_id was used for another reply. Nothing was changed."))
    return earlier


def _check_clock(written_at: datetime, now: datetime, calendar: Calendar, zone: str) -> None:
    server = {"server_time": now.isoformat()}
    if written_at > now + rules.AHEAD:
        raise Invalid(_("The clock that wrote this is ahead of ours. Your text is kept."), **server)
    if written_at < rules.accepted_since(now, calendar, zone):
        raise Invalid(_("This was written too long ago to count. Your text is kept."), **server)


def _served(person: Person, challenge_id: int, written_at: datetime, zone: str) -> Serving:
    """The serving that it replies to: the day's own first, else practice."""
    served = servings.served(person, challenge_id)
    if not served:
        raise NotFound(_("That challenge was not served to you."))
    taken = _taken(person, challenge_id)
    for kind in ("session", "practice"):
        free = {row.day: row for row in served if row.kind == kind and (row.day, kind == "practice") not in taken}
        if (day := rules.day_for(list(free), written_at, zone)) is not None:
            return free[day]
    raise Conflict(_why_not(served, taken, written_at, zone))


def _why_not(served: Sequence[Serving], taken: set[tuple[date, bool]], written_at: datetime, zone: str) -> str:
    if rules.day_for([day for day, _practice in taken], written_at, zone):
        return _("You already replied that day. The first reply stands; your text is kept.")
    first = min(rules.window(row.day, zone)[0] for row in served)
    if written_at < first:
        return _("That challenge is for another day. Your text is kept.")
    return _("That day is over, so this reply cannot count for it. Your text is kept.")


def _taken(person: Person, challenge_id: int) -> set[tuple[date, bool]]:
    """Days that have their reply, to whichever challenge; and the tries at this one."""
    theirs = or_(~Answer.practice, Answer.challenge_id == challenge_id)
    rows = db.session.execute(select(Answer.day, Answer.practice).where(Answer.person_id == person.id, theirs))
    return {(row.day, row.practice) for row in rows}


def _said_before(person: Person, text: str) -> bool:
    same = exists().where(Answer.person_id == person.id, Answer.text == text, ~Answer.practice)
    return bool(db.session.scalar(select(same)))
