"""The few figures on top, each leading to its section."""

from typing import NamedTuple

from flask_babel import gettext as _

from webapp.core.estimates import Estimate, share
from webapp.core.words import number, percent
from webapp.insights import reading
from webapp.insights.periods import Period
from webapp.insights.sections.habit import PROMISE, STEP
from webapp.insights.sight import Sight
from webapp.insights.statistics import middle
from webapp.insights.statistics.calibration import joined
from webapp.insights.words import counted, reach


class Tile(NamedTuple):
    label: str
    value: str
    says: str
    section: str


def tiles(sight: Sight, period: Period) -> list[Tile]:
    weeks, skill = reading.weeks(sight, period).get(None), reading.skills(sight, period).get(None)
    recalled = joined(reading.bins(sight, period).get(7, []))
    return [
        _share(_("Participation"), weeks.participation if weeks else None, "habit"),
        _share(_("Fact"), skill.fact if skill else None, "topics"),
        _share(_("Persuasion"), skill.persuasion if skill else None, "topics"),
        _share(_("Recall after a week"), share(recalled.right, recalled.asked), "recall"),
        _seconds(middle.median(reading.session_tens(sight, period), STEP)),
    ]


def _share(label: str, one: Estimate | None, section: str) -> Tile:
    if one is None:
        return Tile(label, "–", _("nothing yet"), section)
    return Tile(label, percent(one.value), f"{reach(one)}, {counted(one.n)}", section)


def _seconds(one: Estimate | None) -> Tile:
    label = _("Median session")
    if one is None:
        return Tile(label, "–", _("nothing yet"), "habit")
    said = _("seconds, promised are %(promise)s; %(n)s", promise=PROMISE, n=counted(one.n))
    return Tile(label, number(one.value), said, "habit")
