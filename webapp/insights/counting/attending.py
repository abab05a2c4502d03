"""How many days a team's reps had, and whether those who joined kept coming."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.insights.counting.weeks import DAY, WEEK
from webapp.insights.counting.whose import Cell, Whose
from webapp.mastery.rules import monday
from webapp.people.queries import calendars_by_person
from webapp.people.rules import Calendar

SEVENTH = 7
LONGEST = timedelta(days=60)
"""Seven working days are over by then, whatever the holidays; who is away for longer begins later."""


def days(whose: Whose, members: Collection[Any], through: date) -> dict[Cell, tuple[int, int]]:
    """People, and their working days together up to and with that date, since each joined."""
    calendars = _calendars(members, whose.first)
    found: dict[Cell, list[int]] = defaultdict(lambda: [0, 0])
    for person_id, cohort_id, _calendar, joined_on in members:
        for week in whose.weeks:
            if joined_on >= week + WEEK:
                continue
            last = min(week + WEEK - DAY, through)
            found[cohort_id, week][0] += 1
            found[cohort_id, week][1] += calendars[person_id].working_days(max(week, joined_on), last)
    return {cell: (people, worked) for cell, (people, worked) in found.items()}


def habits(whose: Whose, members: Collection[Any], through: date) -> dict[Cell, tuple[int, int]]:
    """The day-7 habit: of the reps whose seventh working day, counted from the day they joined, fell into a week, how
    many there are, and how many of them replied on that day or on the working day before it."""
    new = [one for one in members if whose.first - LONGEST <= one.joined_on <= through]
    if not new:
        return {}
    calendars = _calendars(new, whose.first - LONGEST)
    last_two = {one.id: _sixth_and_seventh(calendars[one.id], one.joined_on) for one in new}
    replied = _replied(list(last_two), whose.first - LONGEST)
    found: dict[Cell, list[int]] = defaultdict(lambda: [0, 0])
    for person_id, cohort_id, _calendar, _joined in new:
        sixth, seventh = last_two[person_id]
        if monday(seventh) in whose.weeks and seventh <= through:
            found[cohort_id, monday(seventh)][0] += 1
            found[cohort_id, monday(seventh)][1] += bool({sixth, seventh} & replied[person_id])
    return {cell: (joiners, settled) for cell, (joiners, settled) in found.items()}


def _sixth_and_seventh(calendar: Calendar, joined_on: date) -> tuple[date, date]:
    day, sixth = joined_on - DAY, joined_on
    for _ in range(SEVENTH):
        sixth, day = day, calendar.next_working_day(day)
    return sixth, day


def _replied(ids: list[int], since: date) -> dict[int, set[date]]:
    mine = select(Answer.person_id, Answer.day).where(Answer.person_id.in_(ids), Answer.day >= since, ~Answer.practice)
    found: dict[int, set[date]] = defaultdict(set)
    for person_id, day in db.session.execute(mine):
        found[person_id].add(day)
    return found


def _calendars(members: Collection[Any], since: date) -> dict[int, Calendar]:
    return calendars_by_person({one.id: one.calendar_id for one in members}, since=since)
