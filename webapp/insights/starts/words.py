"""What a draw came to, in words and as a picture."""

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.insights.figures import Figure, nothing
from webapp.insights.starts.queries import Report
from webapp.insights.statistics.differences import Difference
from webapp.insights.words import points


def figure(report: Report) -> Figure:
    title = {"participation": _("Participation"), "quality": _("Quality of replies"), "won": _("Deals won")}
    if (found := report.difference) is None:
        why = _("Nothing to compare yet. That takes a whole week in which some teams had started and others had not.")
        return nothing(report.measure, title[report.measure], why)
    return Figure(
        report.measure,
        title[report.measure],
        _says(found, report.goes_on),
        [_("Started less waiting, points"), _("From"), _("To"), _("By chance alone"), _("Teams"), _("Weeks compared")],
        [[*map(_exact, (found.value, found.low, found.high)), f"{found.p:.3f}", str(found.teams), str(found.weeks)]],
    )


def _exact(share: float | None) -> str:
    """In points, as programs read numbers."""
    return "" if share is None else f"{share * 100:.2f}"


def _says(one: Difference, goes_on: bool) -> str:
    counted = _(
        "n is %(teams)s and %(weeks)s.",
        teams=ngettext("%(num)s team", "%(num)s teams", one.teams),
        weeks=ngettext("%(num)s week", "%(num)s weeks", one.weeks),
    )
    value = _("Teams that had started differ by %(points)s points from those that waited.", points=points(one.value))
    if one.low is None or one.high is None:
        few = _("Too few orders were possible to say how much of it is chance.")
        if goes_on:
            few = _("Not enough yet to say how much of it is chance: more teams will start.")
        return f"{value} {few} {counted}"
    interval = _(
        "The effect lies between %(low)s and %(high)s points (95 of 100 times).",
        low=points(one.low),
        high=points(one.high),
    )
    return f"{value} {interval} {counted}"
