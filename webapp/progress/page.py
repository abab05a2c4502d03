"""My progress: the streak's calendar, both skills over time, badges, and points with their reasons."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for

from webapp.alerts.queries import news_of
from webapp.answers import queries as answers
from webapp.badges.queries import badges_of, given_to
from webapp.core import clock, words
from webapp.people.models import Person
from webapp.people.queries import zones_of
from webapp.points import queries as points
from webapp.points.queries import Earned
from webapp.points.words import why
from webapp.progress.days_off import days_off_of
from webapp.ready.overseeing import is_ramping
from webapp.ready.queries import standing
from webapp.ready.words import STATE_WORDS
from webapp.standings.queries import all_time_points
from webapp.streaks.queries import earn_back_offer, streak_of
from webapp.streaks.rules import Streak
from webapp.today.shapes import streak_shape
from webapp.voting import queries as voting

WEEKS = 6
REPLIES = 30
ENTRIES = 6
ALL_ENTRIES = 200


def progress_for(person: Person, *, now: datetime, every_entry: bool = False) -> dict[str, Any]:
    today = clock.local_day(now, person.time_zone)
    streak = streak_of(person, today)
    skill = _skill(person)
    shown = ALL_ENTRIES if every_entry else ENTRIES
    return {
        "name": person.name,
        "plays": person.role == "rep",
        "team": person.team and person.team.name,
        "cohort": person.cohort and person.cohort.name,
        "points": all_time_points(person.id),
        "streak": streak_shape(streak),
        "weeks": _weeks(streak, today, _here_since(person)),
        "skill": skill,
        "averages": _averages(skill),
        "badges": badges_of(person),
        "given": given_to(person),
        "news": news_of(person),
        "entries": [_entry(entry) for entry in points.earned(person, limit=shown)],
        "more_url": None if every_entry else url_for("progress.page", entries="all"),
        "time_zone": person.time_zone,
        "zone": ZoneInfo(person.time_zone),
        "languages": words.names(),
        "days_off": days_off_of(person, now=now),
        "earn_back": earn_back_offer(person, today),
        "ready": standing(person, today) if is_ramping(person) else None,
        "states": STATE_WORDS,
    }


def _here_since(person: Person) -> date:
    """When their account was opened; an HR system may say that they joined long before."""
    return min((clock.local_day(entry.since, entry.zone) for entry in zones_of(person)), default=person.joined_on)


def _weeks(streak: Streak, today: date, since: date) -> list[list[dict[str, Any]]]:
    monday = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    return [
        [_cell(streak, monday + timedelta(weeks=week, days=day), today, since) for day in range(7)]
        for week in range(WEEKS)
    ]


def _cell(streak: Streak, day: date, today: date, since: date) -> dict[str, Any]:
    state = "future" if day > today else streak.days.get(day, "before")
    return {"day": day, "state": "before" if day < since and state != "done" else state}


def _skill(person: Person) -> list[dict[str, Any]]:
    """The person's replies, oldest first, as far as their votes may be known."""
    replies = answers.latest_session_answers(person, REPLIES)[::-1]
    tallies = voting.tallies_of([answer.id for answer in replies])
    known = [(a, tallies[a.id]) for a in replies if a.id in tallies and not voting.is_sealed(tallies[a.id])]
    return [{"day": answer.day, **voting.tally_shape(tally)} for answer, tally in known]


def _averages(skill: list[dict[str, Any]]) -> dict[str, Any]:
    judged = [point for point in skill if point["fact"] is not None]
    count = len(judged)
    return {
        "fact": sum(point["fact"] for point in judged) / count if count else None,
        "persuasion": sum(point["persuasion"] for point in judged) / count if count else None,
        "answers": count,
    }


def _entry(entry: Earned) -> dict[str, Any]:
    url = url_for("today.answer_page", answer_id=entry.answer_id) if entry.answer_id else None
    return {"amount": entry.amount, "why": why(entry.reason), "day": entry.day, "url": url}
