"""Making, changing, publishing and calling off competitions."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from webapp.competitions import attendance, board, queries, rules
from webapp.competitions.board import state_of
from webapp.competitions.events import competition_cancelled, competition_published
from webapp.competitions.models import Competition, Entrant, Screen
from webapp.core import clock
from webapp.core.characters import is_readable, is_visible
from webapp.core.problems import Conflict, Forbidden, Invalid, NotFound
from webapp.extensions import db
from webapp.people import ranks
from webapp.people.checks import known_zone
from webapp.people.models import Person

SOONEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
ALWAYS = {"name", "prize", "weekly", "suspense"}
"""What may still change while one runs."""
REFERENCES = {"teams": "team_id", "cohorts": "cohort_id", "people": "person_id"}


def draft(maker: Person, given: Mapping[str, Any], *, now: datetime) -> Competition:
    """A competition that nobody else knows of yet. Raises Forbidden, Invalid, and NotFound for others' teams."""
    if not queries.may_make(maker):
        raise Forbidden(_("Managers and admins make competitions."))
    competition = Competition(made_by_id=maker.id, made_at=now, metric="points", time_zone=maker.time_zone)
    _apply(competition, maker, given)
    db.session.add(competition)
    db.session.flush()
    return competition


def change(competition: Competition, by: Person, given: Mapping[str, Any], *, now: datetime) -> None:
    """Raises Conflict where it is too late for that."""
    state = state_of(competition, now)
    if state in ("final", "cancelled", "counting"):
        raise Conflict(_("This competition is over; nothing about it changes any more."))
    if state == "live" and _differs(competition, {k: v for k, v in given.items() if k not in ALWAYS}):
        raise Conflict(_("It is running, so only its name, its prize and what comes after it can still change."))
    if competition.published_at and not competition.hidden and given.get("hidden"):
        raise Conflict(_("Those in it know of it, so it cannot be hidden any more. You can call it off."))
    _apply(competition, by, given)
    if state == "scheduled":
        _check_publishable(competition, now)
        _announce(competition, now)
    db.session.flush()


def publish(competition: Competition, by: Person, *, now: datetime) -> None:
    """From now on it starts and ends by itself, and those in it know."""
    if competition.published_at is not None:
        raise Conflict(_("This competition was published before; once is enough."))
    _check_publishable(competition, now)
    check_theirs(by, competition.between, [e.subject_id for e in competition.entrants])
    check_ranked(competition)
    announce_publication(competition, by.id, now=now)


def announce_publication(competition: Competition, by_id: int, *, now: datetime) -> None:
    competition.published_at, competition.published_by_id = now, by_id
    _announce(competition, now)


def cancel(competition: Competition, by: Person, because: str = "", *, now: datetime) -> None:
    state = state_of(competition, now)
    if state == "draft":
        raise Conflict(_("It was never published, so there is nothing to call off."))
    if state in ("final", "counting"):
        raise Conflict(_("It has ended, so it can no longer be called off. Its standings stay."))
    if state == "cancelled":
        raise Conflict(_("It was called off before."))
    competition.cancelled_at, competition.cancelled_by_id = now, by.id
    competition.cancelled_because = checked_text(because, 200, _("reason")) or None
    db.session.flush()
    if not competition.hidden:
        competition_cancelled.send(competition, people=people_in(competition, now), now=now)


def discard(competition: Competition) -> None:
    """Throw a draft away; whatever was published is kept."""
    if competition.published_at is not None:
        raise Conflict(_("It was published, so it stays in the records. Call it off instead."))
    db.session.execute(delete(Screen).where(Screen.competition_id == competition.id))
    db.session.delete(competition)
    db.session.flush()


def copied(competition: Competition, maker: Person, *, now: datetime) -> Competition:
    """A draft with the same people and rules, and no dates yet."""
    kept = ("between", "metric", "against_baseline", "time_zone", "prize", "weekly", "suspense")
    given = {name: getattr(competition, name) for name in kept}
    theirs = {one.id for one in queries.choices(maker, competition.between)}
    members = [e.subject_id for e in competition.entrants if e.subject_id in theirs]
    name = _("%(name)s, again", name=competition.name)[:80]
    return draft(maker, {**given, "name": name, "members": members}, now=now)


def people_in(competition: Competition, now: datetime, only: Collection[int] | None = None) -> set[int]:
    """The ids of everybody who is in it now, or in `only` some of its entrants; of an ended one, at its end."""
    at = min(now, competition.ends_at - timedelta(microseconds=1)) if competition.ends_at else now
    on = clock.local_day(at, competition.time_zone)
    ids = [e.subject_id for e in competition.entrants if only is None or e.subject_id in only]
    return attendance.members(competition.between, ids, on)


def set_entrants(competition: Competition, ids: Iterable[int]) -> None:
    """Those who stay keep their row."""
    column = REFERENCES[competition.between]
    wanted = list(dict.fromkeys(ids))
    kept = {getattr(e, column): e for e in competition.entrants}
    competition.entrants = [kept.get(one) or Entrant(**{column: one}) for one in wanted]


def check_theirs(by: Person, between: str, members: Collection[int], kept: Collection[int] = ()) -> None:
    """Only one's own may be added; those who are in it already may stay."""
    if not set(members) <= {one.id for one in queries.choices(by, between)} | set(kept):
        raise NotFound(_("Not all of those are yours to invite. Nothing was changed."))


def check_filled(competition: Competition, at: datetime) -> None:
    """Raises Invalid unless there are two who take part, each with somebody in it on that day."""
    ids = [e.subject_id for e in competition.entrants]
    if len(ids) < 2:
        raise Invalid(_("A competition needs at least two who take part."))
    on = clock.local_day(at, competition.time_zone)
    there = {one.subject_id for one in attendance.attendances(competition.between, ids, [on])}
    if empty := [e.name for e in competition.entrants if e.subject_id not in there]:
        raise Invalid(_("There is nobody in %(names)s. Take them out, or fill them first.", names=", ".join(empty)))


def check_ranked(competition: Competition) -> None:
    """Raises Conflict where people would play whose ranks are off."""
    if competition.between == "people" and ranks.are_off_everywhere():
        raise Conflict(_("Personal ranks are off here, so people do not play against each other. Let teams play."))
    if without := board.unranked(competition):
        names = ", ".join(sorted(e.name for e in competition.entrants if e.subject_id in without))
        raise Conflict(_("Personal ranks are off for %(names)s. Take them out, or let teams play.", names=names))


def checked_text(given: str, most: int, what: str) -> str:
    text = " ".join((given or "").split())
    if len(text) > most:
        raise Invalid(_("The %(what)s is longer than %(most)s characters.", what=what, most=most))
    if text and not (all(map(is_readable, text)) and any(map(is_visible, text))):
        raise Invalid(_("There are characters in the %(what)s that nobody can read.", what=what))
    return text


def _announce(competition: Competition, now: datetime) -> None:
    """To those in it who have not heard of it yet."""
    db.session.flush()
    if not competition.hidden:
        newcomers = people_in(competition, now) - queries.told(competition)
        competition_published.send(competition, people=newcomers, now=now)


def _apply(competition: Competition, by: Person, given: Mapping[str, Any]) -> None:
    """Everything is looked at before anything is written."""
    zone = known_zone(given.get("time_zone", competition.time_zone))
    values: dict[str, Any] = {"time_zone": zone}
    for name, most in (("name", 80), ("prize", 200)):
        if name in given:
            values[name] = checked_text(given[name], most, name)
    for name in ("between", "metric", "against_baseline", "hidden", "weekly", "suspense"):
        if name in given:
            values[name] = given[name]
    for name in ("starts_at", "ends_at"):
        if given.get(name) is not None:
            values[name] = _instant(given[name], zone)
    after = {**_as_it_is(competition), **values}
    _check(after)
    between, members = after["between"], given.get("members")
    if members is None and between != competition.between:
        members = []
    if members is not None:
        check_theirs(by, between, members, _kept(competition, between))
    for name, value in values.items():
        setattr(competition, name, value)
    if members is not None:
        set_entrants(competition, members)


def _as_it_is(competition: Competition) -> dict[str, Any]:
    names = ("name", "between", "metric", "against_baseline", "weekly", "starts_at", "ends_at")
    return {name: getattr(competition, name) for name in names}


def _check(after: Mapping[str, Any]) -> None:
    if not after["name"]:
        raise Invalid(_("Give it a name first, one that people will say aloud."))
    if after["against_baseline"] and after["metric"] == "streak_days":
        raise Invalid(_("A streak has no four weeks before to compare with. Choose another measure, or no comparison."))
    start, end = after["starts_at"], after["ends_at"]
    if start is None or end is None:
        return
    if end <= start:
        raise Invalid(_("It would end before it starts. Choose an end after the start; nothing was changed."))
    if end - start > rules.LONGEST:
        raise Invalid(_("A competition lasts a year at most; shorter ones are more fun."))
    if after["weekly"] and end > rules.weeks_later(start, after["time_zone"]):
        raise Invalid(_("One that repeats every week lasts a week at most, or it would overlap itself."))


def _kept(competition: Competition, between: str) -> set[int]:
    return {e.subject_id for e in competition.entrants} if between == competition.between else set()


def _check_publishable(competition: Competition, now: datetime) -> None:
    if competition.starts_at is None or competition.ends_at is None:
        raise Invalid(_("Say when it starts and ends first."))
    if competition.ends_at <= now:
        raise Conflict(_("That time is over already. Choose an end that is still to come."))
    check_filled(competition, max(now, competition.starts_at))


def _differs(competition: Competition, given: Mapping[str, Any]) -> bool:
    zone = given.get("time_zone", competition.time_zone)
    for name, value in given.items():
        if name == "members":
            if set(value) != {e.subject_id for e in competition.entrants}:
                return True
        elif name in ("starts_at", "ends_at"):
            if value is not None and _instant(value, zone) != getattr(competition, name):
                return True
        elif value != getattr(competition, name):
            return True
    return False


def _instant(given: datetime, zone: str) -> datetime:
    try:
        at = rules.instant(given, known_zone(zone))
    except OverflowError:
        at = LATEST
    if not SOONEST <= at < LATEST:
        raise Invalid(_("That date is out of this world. Choose one between 2000 and 2100."))
    return at
