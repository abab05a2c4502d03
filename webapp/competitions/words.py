"""What competitions are called, and how a score is read."""

from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l

from webapp.core.words import number, percent

BETWEEN_WORDS = {"teams": _l("Teams"), "cohorts": _l("Cohorts"), "people": _l("People")}
METRIC_WORDS = {
    "points": _l("Points"),
    "quality": _l("Quality"),
    "participation": _l("Participation"),
    "streak_days": _l("Streak days"),
}
MEANINGS = {
    "points": _l("Everything that earns points. Teams are compared by points for each person and day at work."),
    "quality": _l("What judges think of a reply, on average. It counts on until the last voting has closed."),
    "participation": _l("Replies for each working day. Everybody can reach 100\N{NO-BREAK SPACE}%."),
    "streak_days": _l("The longest run of days with a reply. Days off break nothing."),
}
STATE_WORDS = {
    "draft": _l("Draft"),
    "scheduled": _l("Scheduled"),
    "live": _l("Live"),
    "counting": _l("Counting the last votes"),
    "final": _l("Final"),
    "cancelled": _l("Called off"),
}
TONES = {"live": "good", "scheduled": "watch", "counting": "watch"}
NEWS = {
    "published": _l("You are in a competition"),
    "cancelled": _l("Called off"),
    "ended": _l("It is decided"),
}
UNITS = {
    ("points", "people"): _l("Points"),
    ("points", "group"): _l("Points a day"),
    ("quality", "people"): _l("Quality of 20"),
    ("quality", "group"): _l("Quality of 20"),
    ("participation", "people"): _l("Replied"),
    ("participation", "group"): _l("Replied"),
    ("streak_days", "people"): _l("Days"),
    ("streak_days", "group"): _l("Days"),
}


def unit(competition: Any) -> str:
    if competition.against_baseline:
        return str(_l("Of their own"))
    return str(UNITS[competition.metric, "people" if competition.between == "people" else "group"])


def score_words(competition: Any, score: Fraction | None) -> str:
    """To read, not to rank by: shares in per cent, means to one decimal, what is whole as it is."""
    if score is None:
        return "–"
    if (how := written(competition)) == "share":
        return percent(float(score))
    return number(float(score), 1 if how == "mean" else 0)


def written(competition: Any) -> str:
    """How its scores are written, for scripts too: see static/js/contest.js."""
    if competition.against_baseline or competition.metric == "participation":
        return "share"
    return "whole" if competition.between == "people" and competition.metric != "quality" else "mean"
