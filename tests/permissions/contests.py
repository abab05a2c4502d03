"""Competitions and seasons: Mara's between her teams, and Ada's between teams that nobody else here looks after."""

from tests.cast import NOON, TUESDAY, Cast
from tests.competitions.contests import a_competition, a_draft
from tests.permissions.visitors import Whose, alike
from webapp.competitions import screens, seasons
from webapp.competitions.models import Competition
from webapp.people.models import Person

ZONE = "Europe/Berlin"
ANOTHERS = "another's, with one's team"


def subjects(cast: Cast, ours: list[int], others: list[int]) -> dict[str, Whose]:
    live, theirs = (a_competition(by, ids[:2], between="teams") for by, ids in ((cast.mara, ours), (cast.ada, others)))
    mixed = [ours[0], others[0], others[1]]
    anothers = a_competition(cast.ada, mixed[:2], between="teams")
    drafts = [a_draft(by, ids[:2], between="teams") for by, ids in ((cast.mara, ours), (cast.ada, others))]
    secret, _other = (screens.open_screen(one, cast.ada, now=NOON) for one in (live, theirs))
    return {
        "competition": {**_both(live, theirs), ANOTHERS: alike(competition_id=anothers.id)},
        "draft": _both(*drafts),
        "season": {
            "in reach": alike(season_id=_season(cast.mara, ours)),
            "a stranger's": alike(season_id=_season(cast.ada, others)),
            ANOTHERS: alike(season_id=_season(cast.ada, mixed)),
        },
        "screen": {"a good link": alike(secret=secret), "a guess": alike(secret="a" * len(secret))},
    }


def _both(ours: Competition, others: Competition) -> Whose:
    return {"in reach": alike(competition_id=ours.id), "a stranger's": alike(competition_id=others.id)}


def _season(maker: Person, teams: list[int]) -> int:
    return seasons.begin(maker, "Winter", teams, TUESDAY, ZONE, now=NOON).id
