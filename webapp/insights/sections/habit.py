"""Whether people come, whether newcomers keep coming, and whether two minutes are two minutes."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _

from webapp.core.estimates import share
from webapp.core.words import day, number, percent
from webapp.insights import reading
from webapp.insights.figures import Bar, Bars, Figure, Line, Mark, Ranges, nothing
from webapp.insights.periods import Period
from webapp.insights.reading import Weeks
from webapp.insights.sight import Sight
from webapp.insights.statistics import middle
from webapp.insights.words import between, exact, exact_header, week_words

PROMISE = 120
"""Seconds."""
STEP = 10


def figures(sight: Sight, period: Period) -> list[Figure]:
    weeks = reading.weeks(sight, period, "week")
    return [
        _participation(weeks, reading.counted_through(period)),
        _habit(weeks),
        _sessions(reading.session_tens(sight, period)),
    ]


def _participation(weeks: Mapping[date, Weeks], through: date) -> Figure:
    title = _("Participation")
    found = [(week_words(week), one, seen) for week, one in sorted(weeks.items()) if (seen := one.participation)]
    if not found:
        return nothing("participation", title, _("No working day has passed yet in these weeks."))
    replies, days = (sum(getattr(one, name) for _w, one, _s in found) for name in ("replies", "working_days"))
    return Figure(
        "participation",
        title,
        _(
            "A reply on %(share)s of all working days up to %(day)s; n is %(n)s days of up to %(people)s people.",
            share=between(share(min(replies, days), days)),
            day=day(through),
            n=number(days),
            people=number(max(one.people for _w, one, _s in found)),
        ),
        [_("Week"), _("People"), *exact_header(_("Participation"))],
        [[name, str(one.people), *exact(seen)] for name, one, seen in found],
        Ranges([Line(name, [Mark("plain", seen, between(seen))]) for name, _one, seen in found]),
    )


def _habit(weeks: Mapping[date, Weeks]) -> Figure:
    title = _("The habit of day seven")
    joiners, settled = (sum(getattr(one, name) for one in weeks.values()) for name in ("joiners", "settled"))
    if (found := share(settled, joiners)) is None:
        return nothing("habit", title, _("Nobody had their seventh working day in these weeks. Try a longer time."))
    rows = [(week_words(week), one.habit) for week, one in sorted(weeks.items()) if one.joiners]
    return Figure(
        "habit",
        title,
        _(
            "%(share)s of those who joined replied on their seventh working day or on the one before it; n is %(n)s "
            "people.",
            share=between(found),
            n=number(joiners),
        ),
        [_("Week of the seventh working day"), *exact_header(_("With the habit"))],
        [[name, *exact(one)] for name, one in rows],
        Ranges([Line(_("All of them"), [Mark("plain", found, between(found))])]),
    )


def _sessions(tens: dict[int, int]) -> Figure:
    title = _("Two minutes a day")
    found = middle.median(tens, STEP)
    if found is None:
        return nothing("sessions", title, _("No session was finished in these weeks yet."))
    within = sum(count for ten, count in tens.items() if ten * STEP < PROMISE) / found.n
    return Figure(
        "sessions",
        title,
        _(
            "Half of the sessions take at most %(seconds)s seconds (%(low)s to %(high)s), %(within)s are done within "
            "the %(promise)s we promise; n is %(n)s sessions, from first sight of the challenge to the last judgement.",
            seconds=number(found.value),
            low=number(found.low),
            high=number(found.high),
            within=percent(within),
            promise=PROMISE,
            n=number(found.n),
        ),
        [_("Seconds, from"), _("Sessions")],
        [[str(ten * STEP), str(tens[ten])] for ten in sorted(tens)],
        Bars([Bar(ten * STEP, tens.get(ten, 0)) for ten in range(max(*tens, 17) + 1)], PROMISE),
    )
