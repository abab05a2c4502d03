"""Sections of the insights, and fair starts: between Mara's teams, and with one of somebody else's."""

from datetime import timedelta

from tests.cast import NOON, TUESDAY, Cast
from tests.permissions.visitors import Whose, alike
from webapp.insights.starts.actions import draw

NEXT_MONDAY = TUESDAY + timedelta(days=6)


def subjects(cast: Cast) -> dict[str, Whose]:
    return {
        "section": {"any": alike(section="topics", figure="topics")},
        "fair start": {
            "in reach": alike(start_id=_drawn(cast, cast.reds.id, cast.blues.id), figure="participation"),
            "with a stranger's": alike(start_id=_drawn(cast, cast.reds.id, cast.greens.id), figure="participation"),
        },
    }


def _drawn(cast: Cast, *teams: int) -> int:
    return draw(cast.ada, "Huddles", teams, NEXT_MONDAY, 2, today=TUESDAY, now=NOON).id
