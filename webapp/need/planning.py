"""Which challenges a cohort needs on its coming days, before anything is written."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from webapp.core import clock
from webapp.deals.queries import TopicWeight, topic_weights
from webapp.need import queries
from webapp.need.evidence import unseen
from webapp.need.forgetting import Traces, forgotten, once_met
from webapp.need.queries import Ahead
from webapp.need.rules import Chosen, Known, Situation, Way, Worn, choose, weakness
from webapp.people.models import Cohort
from webapp.schedule.actions import AHEAD
from webapp.schedule.queries import met_by_cohort
from webapp.schedule.rules import Met

AWAY = timedelta(weeks=4)


class Planned(NamedTuple):
    day: date
    chosen: Chosen
    terms: dict[str, Any]
    """As they are kept: the need's, and what its sentence is made of."""
    is_change: bool


class Insight(NamedTuple):
    """What is known of some people, from which follows what will be on any day."""

    people: int
    facts: Traces[int]
    knacks: Traces[Situation]
    weights: dict[int, float]
    weakness: dict[Situation, float]
    prompts: dict[int, Worn]

    def on(self, day: date, met: Sequence[Met], today: date) -> Known:
        """What is planned from today until then will have been met."""
        planned = {m.fact_id: m.day for m in sorted(met, key=lambda m: m.day) if today <= m.day < day}
        lost = {where: gone / self.people for where, (gone, _having) in self.knacks.lost(day).items()}
        had = forgotten(self.facts, self.people, day)
        gone = once_met(had, planned, day, self.facts.curve)
        return Known(gone, self.weights, self.weakness, lost, self.prompts, today, had.keys())


def insight_into(people: Collection[int], deals: dict[int, TopicWeight]) -> Insight:
    return Insight(
        len(people),
        queries.facts_remembered(people),
        queries.knacks_remembered(people),
        queries.weights(deals),
        weakness(queries.persuasion(people)),
        queries.prompts_had(people),
    )


def plan(cohort: Cohort, *, now: datetime) -> list[Planned]:
    """Every coming day that nobody has begun or pinned, as far as days are filled ahead. The number of queries grows
    neither with the people nor with the facts. Whoever stays away has no say: to them everything is forgotten."""
    reps = queries.reps(cohort.id, since=clock.local_day(now, "UTC") - AWAY)
    people = [rep.id for rep in reps if rep.takes_part] or [rep.id for rep in reps]
    if not people:
        return []
    first = min(clock.local_day(now, zone) for zone in {rep.time_zone for rep in reps})
    deals, ways, ahead = topic_weights(first), queries.ways(), queries.ahead(cohort.id, first)
    fixed = {one.day for one in ahead if one.pinned or one.begun}
    met = [m for m in met_by_cohort(cohort.id) if m.day < first or m.day in fixed]
    free = [day for day in clock.days(first, first + AHEAD) if day not in fixed]
    insight = insight_into(people, deals)
    chosen = dict(_choices(met, ways, insight, free, {one.day: one for one in ahead}, cohort.ramping, first))
    return _with_evidence(chosen, [m for m in met if m.day >= first], ways, ahead, deals, people)


def _choices(
    met: list[Met],
    ways: Sequence[Way],
    insight: Insight,
    free: list[date],
    ahead: dict[date, Ahead],
    ramping: bool,
    today: date,
) -> Iterator[tuple[date, Chosen]]:
    """Day by day, each knowing those before it, which are added to `met`."""
    by_id = {way.challenge_id: way for way in ways}
    for day in free:
        kept = ahead[day].challenge_id if day in ahead else None
        chosen = choose(met, ways, insight.on(day, met, today), day, ramping=ramping, kept=kept)
        if chosen is None:
            return
        way = by_id[chosen.challenge_id]
        met.append(Met(day, way.fact_id, way.prompt_id))
        yield day, chosen


def _with_evidence(
    chosen: dict[date, Chosen],
    planned: Sequence[Met],
    ways: Sequence[Way],
    ahead: list[Ahead],
    deals: dict[int, TopicWeight],
    people: Collection[int],
) -> list[Planned]:
    """What is planned from today until a day will have been seen by everybody then."""
    by_id = {way.challenge_id: way for way in ways}
    now_there = {one.day: one.challenge_id for one in ahead}
    seen = queries.last_seen(people, {by_id[one.challenge_id].fact_id for one in chosen.values()})
    with_terms = []
    for day, one in chosen.items():
        way = by_id[one.challenge_id]
        before = max((m.day for m in planned if m.fact_id == way.fact_id and m.day < day), default=None)
        last = [before] * len(people) if before else seen.get(way.fact_id, [])
        lost = deals.get(way.topic_id, TopicWeight(1.0, 0, 0, None))
        terms = {
            **one.terms._asdict(),
            **unseen(last, len(people), day)._asdict(),
            "lost": lost.lost,
            "lost_value": lost.lost_value,
            "words": lost.words,
        }
        with_terms.append(Planned(day, one, terms, now_there.get(day) != one.challenge_id))
    return with_terms
