"""What a team's reps did: replies, topics, deals, recalls. One query each."""

from typing import Any

from sqlalchemy import Integer, case, cast, func, select

from webapp.answers.models import Answer
from webapp.deals.models import Deal
from webapp.insights.counting.whose import COHORT, Whose
from webapp.insights.statistics.calibration import BINS, EDGE
from webapp.mastery.delayed import about
from webapp.mastery.models import TopicWeek
from webapp.mastery.rules import Sums
from webapp.people.models import Person
from webapp.schedule.models import Recall


def replies(whose: Whose, through: Any) -> dict[tuple[Any, ...], tuple[int]]:
    """On working days, up to and with that date."""
    week = whose.week_of(Answer.day)
    query = (
        select(COHORT, week, func.count())
        .join(Person, Person.id == Answer.person_id)
        .where(*whose.are_theirs, whose.within(Answer.day), Answer.day <= through)
        .where(~Answer.practice, Answer.working_day, Answer.day >= Person.joined_on)
        .group_by(COHORT, week)
    )
    return whose.cells(query)


def topics(whose: Whose) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    week = whose.week_of(TopicWeek.week)
    query = (
        select(COHORT, week, TopicWeek.topic_id, *(func.sum(getattr(TopicWeek, name)) for name in Sums._fields))
        .join(Person, Person.id == TopicWeek.person_id)
        .where(*whose.are_theirs, whose.within(TopicWeek.week))
        .group_by(COHORT, week, TopicWeek.topic_id)
    )
    return whose.cells(query)


def deals(whose: Whose) -> dict[tuple[Any, ...], tuple[int, int]]:
    """Won and lost; what ends after its owner has left is nobody's."""
    week, won = whose.week_of(Deal.closed_on), case((Deal.outcome == "won", 1), else_=0)
    query = (
        select(COHORT, week, func.sum(won), func.count() - func.sum(won))
        .join(Person, Person.id == Deal.owner_id)
        .where(*whose.are_theirs, whose.within(Deal.closed_on), whose.were_there(Deal.closed_on))
        .group_by(COHORT, week)
    )
    return whose.cells(query)


def recalls(whose: Whose) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """By delay and tenth of the prediction, as `statistics.calibration.Bin` has it."""
    week, right, said = whose.week_of(Recall.day), cast(Recall.correct, Integer), Recall.predicted
    delay = about(Recall.since_days)
    tenth = cast(func.floor(case((said >= 1, BINS - 1), else_=said * BINS)), Integer).label("tenth")
    kept = case((said < EDGE, EDGE), (said > 1 - EDGE, 1 - EDGE), else_=said)
    apart = said - right
    surprise = -func.ln(case((right == 1, kept), else_=1 - kept))
    sums = (func.sum(right), func.sum(said), func.sum(apart * apart), func.sum(surprise))
    query = (
        select(COHORT, week, delay, tenth, func.count(), *sums)
        .join(Person, Person.id == Recall.person_id)
        .where(*whose.are_theirs, whose.within(Recall.day), said.is_not(None), delay.is_not(None))
        .group_by(COHORT, week, delay, tenth)
    )
    return whose.cells(query)
