"""How many days a team's reps had, and whether those who joined kept coming."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import select

from webapp.answers.models import Answer
from webapp.extensions import db
from webapp.insights.counting.weeks import DAY, WEEK
from webapp.insights.counting.whose import Cell, Member, Whose
from webapp.mastery.rules import monday
from webapp.people.queries import calendars_by_person
from webapp.people.rules import Calendar

SEVENTH = 7
LONGEST = timedelta(days=60)
"""Seven working days are over by then, whatever the holidays; who is away for longer begins later."""


def days(whose: Whose, members: Collection[Member], through: date) -> dict[Cell, tuple[int, int]]:
    """People, and their working days together up to and with that date, from the day each joined to the one on which
    they left."""
    calendars = _calendars(members, whose.first)
    found: dict[Cell, list[int]] = defaultdict(lambda: [0, 0])
    for one in members:
        for week in whose.weeks:
            sunday, left = week + WEEK - DAY, one.left_on or date.max
            if one.joined_on > sunday or left < week:
                continue
            worked = calendars[one.id].working_days(max(week, one.joined_on), min(sunday, through, left))
            found[one.cohort_id, week][0] += 1
            found[one.cohort_id, week][1] += worked
    return {cell: (people, worked) for cell, (people, worked) in found.items()}


def habits(whose: Whose, members: Collection[Member], through: date) -> dict[Cell, tuple[int, int]]:
    """The day-7 habit: of the reps whose seventh working day, counted from the day they joined, fell into a week, how
    many there are, and how many of them replied on that day or on the working day before it; whether they left later
    changes neither."""
    new = [one for one in members if whose.first - LONGEST <= one.joined_on <= through]
    if not new:
        return {}
    calendars = _calendars(new, whose.first - LONGEST)
    last_two = {one.id: _sixth_and_seventh(calendars[one.id], one.joined_on) for one in new}
    replied = _replied(list(last_two), whose.first - LONGEST)
    found: dict[Cell, list[int]] = defaultdict(lambda: [0, 0])
    for one in new:
        sixth, seventh = last_two[one.id]
        if monday(seventh) in whose.weeks and seventh <= through and one.was_there(seventh):
            found[one.cohort_id, monday(seventh)][0] += 1
            found[one.cohort_id, monday(seventh)][1] += bool({sixth, seventh} & replied[one.id])
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


def _calendars(members: Collection[Member], since: date) -> dict[int, Calendar]:
    return calendars_by_person({one.id: one.calendar_id for one in members}, since=since)
