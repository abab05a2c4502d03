"""Doors that one may open, with something named in the request that is not one's own: the other way in."""

from typing import Any, NamedTuple

from tests.permissions.bodies import Scene, body_of
from tests.permissions.doors import Door


class Reach(NamedTuple):
    label: str
    whose: str = ""
    """What the address names."""
    named: dict[str, Any] = {}
    """Into the usual body; what is the name of somebody or something becomes its id."""
    borrowed: tuple[str, str] | None = None
    """A name in the address, and whose it is instead."""


TEAM, COHORT = "naming a stranger's team", "naming a stranger's cohort"
PLACES = ((TEAM, {"team_id": "greens"}), (COHORT, {"cohort_id": "spring"}))
ROLES = (("naming a manager's role", {"role": "manager"}), ("naming an admin's role", {"role": "admin"}))
PEOPLE = ("naming a stranger", "outsider"), ("naming an admin", "root")
BOARDS = ((TEAM, {"team": "greens"}), (COHORT, {"cohort": "spring"}))
MEMBERS = {"members": ["reds", "greens"]}
ABSENCE = Reach("and a stranger's absence", borrowed=("absence_id", "a stranger"))
NO_ATTEMPT = Reach("as no attempt", "in reach", {"kind": "no_attempt"})
PLAYED = "led, or joined by a rep"

REACHES: dict[str, list[Reach]] = {
    "POST /api/v1/people": [Reach(label, "", named) for label, named in PLACES + ROLES],
    "PATCH /api/v1/people/<int:person_id>": [
        *(Reach(label, "in reach", named) for label, named in PLACES + ROLES),
        *(Reach(label, "oneself", named) for label, named in ROLES),
    ],
    "POST /desk/people/new": [Reach(label, "", named) for label, named in PLACES + ROLES],
    "POST /desk/people/<int:person_id>": [Reach(label, "in reach", named) for label, named in PLACES + ROLES],
    "POST /desk/people/invitations": [Reach(label, "", {"id": one}) for label, one in PEOPLE],
    "POST /desk/people/<int:person_id>/merge": [Reach(label, "in reach", {"other": one}) for label, one in PEOPLE],
    "PATCH /api/v1/teams/<int:team_id>": [Reach("naming its managers", "in reach", {"managers": ["mara"]})],
    "PATCH /api/v1/cohorts/<int:cohort_id>": [Reach("naming its coaches", "in reach", {"coaches": ["kofi"]})],
    "POST /api/v1/competitions": [Reach(TEAM, "", MEMBERS)],
    "POST /desk/competitions/new": [Reach(TEAM, "", MEMBERS)],
    "POST /desk/competitions/<int:competition_id>/<any('who', 'what', 'when'):name>": [
        Reach(TEAM, "in reach", MEMBERS)
    ],
    "POST /desk/competitions/seasons": [Reach(TEAM, "", {"teams": ["reds", "blues", "greens"]})],
    "GET /desk/insights": [Reach(label, "", named) for label, named in BOARDS],
    "GET /desk/insights/<string:section>": [Reach(label, "any", named) for label, named in BOARDS],
    "GET /desk/insights/<string:section>/<string:figure>.csv": [Reach(label, "any", named) for label, named in BOARDS],
    "POST /desk/insights/starts": [Reach(TEAM, "", {"team": ["reds", "greens"]})],
    "POST /api/v1/pins": [Reach(COHORT, "", {"cohorts": ["spring"]})],
    "POST /api/v1/pins/preview": [Reach(COHORT, "", {"cohorts": ["spring"]})],
    "POST /desk/pins/new": [Reach(COHORT, "", {"cohort": "spring"})],
    "GET /desk/ready": [Reach(COHORT, "", {"cohort": "spring"})],
    "GET /api/v1/ready": [Reach(COHORT, "", {"cohort": "spring"})],
    "GET /boards/<any('people', 'teams', 'cohorts'):board>": [Reach(label, "", named) for label, named in BOARDS],
    "GET /api/v1/leaderboards/<any(people, teams, cohorts):board>": [
        Reach(label, "", named) for label, named in BOARDS
    ],
    "SOCKET watch board": [Reach(label, "", named) for label, named in BOARDS],
    "GET /api/v1/judging": [Reach("naming tomorrow's challenge", "", {"challenge_id": "tomorrow"})],
    "POST /answers/<int:answer_id>/moderation": [NO_ATTEMPT],
    "POST /api/v1/answers/<int:answer_id>/moderation": [NO_ATTEMPT],
    "POST /desk/people/<int:person_id>/absences/<int:absence_id>/removal": [ABSENCE._replace(whose="in reach")],
    "DELETE /api/v1/people/<int:person_id>/absences/<int:absence_id>": [
        ABSENCE._replace(whose=whose) for whose in ("oneself", "in reach")
    ],
    "PUT /api/v1/huddles/<int:huddle_id>/replies/<int:reply_id>/vote": [
        Reach("and a stranger's reply", PLAYED, borrowed=("reply_id", "a stranger's"))
    ],
}


def reach_of(door: Door, whose: str) -> Reach:
    """The row of that name; without one, nothing but what the address says."""
    return next((reach for reach in REACHES.get(str(door), []) if title(reach) == whose), Reach("", whose))


def title(reach: Reach) -> str:
    return ", ".join(part for part in (reach.whose, reach.label) if part)


def asked_for(door: Door, reach: Reach, scene: Scene) -> dict[str, Any]:
    return body_of(door, scene) | {name: _id(scene, value) for name, value in reach.named.items()}


def _id(scene: Scene, value: Any) -> Any:
    return [_id(scene, one) for one in value] if isinstance(value, list) else scene.ids.get(value, value)
