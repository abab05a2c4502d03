"""A leader's huddles at a glance, in as many queries for fifty as for one."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.extensions import db
from webapp.huddle import queries, rules
from webapp.huddle.models import Huddle, HuddleBallot, HuddlePlayer, HuddleReply, HuddleStep
from webapp.huddle.shapes import shown_name
from webapp.voting.rules import Sums


def glances(huddles: list[Huddle], now: datetime) -> list[dict[str, Any]]:
    """Of each: whether it runs, its counts, and the names that share its first place, once that was shown."""
    ids = [huddle.id for huddle in huddles]
    steps, places, counts = _steps(ids), _places(ids), _counts(ids)
    stages = {one.id: rules.stage(one.opened_at, one.lengths, steps[one.id], now) for one in huddles}
    firsts = {id_: _firsts(places[id_], stages[id_].shown) for id_ in ids}
    authors = queries.replies([reply_id for found in firsts.values() for reply_id in found])
    return [
        {
            "running": stages[id_].phase != rules.OVER,
            "firsts": [shown_name(authors[reply_id].person) for reply_id in firsts[id_]],
            **{name: found.get(id_, 0) for name, found in counts.items()},
        }
        for id_ in ids
    ]


def _firsts(places: list[rules.Standing], shown: int) -> list[int]:
    return [one.reply_id for place, one in rules.revealed(places, shown) if place == 1]


def _steps(ids: list[int]) -> dict[int, list[rules.Step]]:
    found = defaultdict(list)
    query = select(HuddleStep).where(HuddleStep.huddle_id.in_(ids)).order_by(HuddleStep.huddle_id, HuddleStep.number)
    for step in db.session.scalars(query):
        found[step.huddle_id].append(rules.Step(step.kind, step.at))
    return found


def _places(ids: list[int]) -> dict[int, list[rules.Standing]]:
    sums: dict[int, list[tuple[int, Sums]]] = defaultdict(list)
    for huddle_id, reply_id, *numbers in db.session.execute(queries.added_up().where(HuddleReply.huddle_id.in_(ids))):
        sums[huddle_id].append((reply_id, Sums(*(int(value or 0) for value in numbers))))
    return defaultdict(list, {id_: rules.best(found) for id_, found in sums.items()})


def _counts(ids: list[int]) -> dict[str, dict[int, int]]:
    votes = select(HuddleReply.huddle_id, func.count(HuddleBallot.cast_at)).join(HuddleBallot.reply)
    return {
        "joined": _counted(select(HuddlePlayer.huddle_id, func.count()), HuddlePlayer.huddle_id, ids),
        "replied": _counted(select(HuddleReply.huddle_id, func.count()), HuddleReply.huddle_id, ids),
        "votes": _counted(votes, HuddleReply.huddle_id, ids),
    }


def _counted(query: Select[int, int], by: InstrumentedAttribute[int], ids: list[int]) -> dict[int, int]:
    return dict(db.session.execute(query.where(by.in_(ids)).group_by(by)).all())
