"""What each door is asked for, so that a refusal is about who asks and not about what was sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from tests.alerts.subscriptions import SUBSCRIPTION
from tests.cast import NOON, PASSWORD, TUESDAY
from tests.competitions.contests import MONDAY, SATURDAY
from tests.permissions.doors import Door
from tests.permissions.lost import DEAL, DEALS
from tests.permissions.places import ROSTER
from tests.permissions.replies import MISSED
from tests.permissions.visitors import Values
from tests.permissions.written import FILE
from tests.playbook.drafted import a_draft, a_line


class Scene(NamedTuple):
    ids: dict[str, int]
    values: Values
    visitor: str
    whose: str


Body = dict[str, Any] | Callable[[Scene], dict[str, Any]]

ADDRESSED = {
    "answer_id": "answer",
    "person_id": "person",
    "team_id": "team",
    "cohort_id": "cohort",
    "competition_id": "competition",
    "season_id": "season",
    "huddle_id": "huddle, lobby",
    "code": "huddle, lobby",
    "fact_id": "fact",
    "prompt_id": "prompt",
    "proposal_id": "proposal",
    "line_id": "line",
    "import_id": "import",
    "calendar_id": "calendar",
    "recall_id": "recall",
    "challenge_id": "challenge",
    "secret": "screen",
    "mail_id": "mail",
    "finding_id": "finding",
    "absence_id": "days off",
    "term_id": "term",
    "file_id": "deal file",
    "hook_id": "hook",
    "section": "section",
    "start_id": "fair start",
}
"""What a door is about, by the first name in its address."""
SUBJECTS = {
    "POST /desk/competitions/<int:competition_id>/<any('who', 'what', 'when'):name>": "draft",
    "POST /desk/competitions/<int:competition_id>/discard": "draft",
    "POST /desk/competitions/<int:competition_id>/publication": "draft",
    "POST /api/v1/competitions/<int:competition_id>/publication": "draft",
    "POST /huddle/<int:huddle_id>/extension": "huddle, replying",
    "POST /huddle/<string:code>/reply": "huddle, replying",
    "POST /huddle/<string:code>/votes/<int:reply_id>": "huddle, judging",
    "POST /api/v1/huddles/<int:huddle_id>/extension": "huddle, replying",
    "POST /api/v1/huddles/<int:huddle_id>/reply": "huddle, replying",
    "GET /api/v1/huddles/<int:huddle_id>/deal": "huddle, judging",
    "PUT /api/v1/huddles/<int:huddle_id>/replies/<int:reply_id>/vote": "huddle, judging",
    "POST /api/v1/huddles/join": "huddle, lobby",
    "POST /desk/pins/<int:cohort_id>/<string:day>/unpin": "pin",
    "DELETE /api/v1/pins/<int:cohort_id>/<string:day>": "pin",
    "POST /desk/people/<int:person_id>/reactivation": "gone",
    "GET /practice/<int:challenge_id>": "practice",
    "POST /answers": "practice",
    "POST /api/v1/answers": "practice",
    "GET /now/<string:secret>": "challenge link",
    "POST /now/<string:secret>": "challenge link",
    "GET /digests/<string:secret>/off": "digest link",
    "POST /digests/<string:secret>/off": "digest link",
    "GET /calendar/<string:secret>.ics": "calendar link",
    "GET /links": "link",
    "POST /links": "link",
    "POST /desk/playbook/files/preview": "own file",
    "GET /api/v1/playbook/imports/<int:import_id>": "file",
    "POST /api/v1/playbook/imports/<int:import_id>/application": "file",
    "SOCKET vote": "answer",
    "SOCKET huddle_reply": "huddle, replying",
    "SOCKET huddle_deal": "huddle, judging",
    "SOCKET huddle_vote": "huddle, judging",
    "SOCKET watch challenge_id": "challenge",
    "SOCKET watch competition_id": "competition",
    "SOCKET watch huddle_id": "huddle, lobby",
}
"""Where that is not enough: another state of it, or nothing in the address."""

CHAT = {"address": "https://hooks.slack.com/services/T000/B000/XXXXXXXX"}
ALIAS, NAME, SENTENCE = "Falcon", "Another name", "It insults the prospect."
VOTE = {"fact": 2, "persuasion": 2}
VERDICT = {"kind": "hidden", "why": SENTENCE}
DAYS_OFF = {"first_day": "2027-02-01", "last_day": "2027-02-02"}
CALENDAR = {"name": "Austria", "country": "AT", "weekend": ["5", "6"]}
NEWCOMER = {"name": "Nia New", "email": "nia@repartee.test"}
COHORT = {"name": "Winter", "started_on": "2026-11-02"}
LATER = (TUESDAY + timedelta(days=12)).isoformat()
DRAFT = a_draft(statement="Invoices arrive on the first.", prompts=[a_line(text="When do you bill us?")])
LINE = a_line(text="Who bills us?")


def subject_of(door: Door) -> str | None:
    """What must be named for it; none where it is about nothing but who asks."""
    return SUBJECTS.get(str(door)) or next((ADDRESSED[name] for name in door.names if name in ADDRESSED), None)


def body_of(door: Door, scene: Scene) -> dict[str, Any]:
    body = BODIES.get(str(door), {})
    return body(scene) if callable(body) else dict(body)


def _moved(scene: Scene) -> dict[str, Any]:
    return {"state": "retired" if scene.whose == "live" else "live"}


def _reply(scene: Scene) -> dict[str, Any]:
    said = {"client_id": "permissions", "text": "Nine working days.", "written_at": NOON.isoformat()}
    return {**said, "challenge_id": scene.values["challenge_id"]}


def _teams(scene: Scene) -> dict[str, Any]:
    return {"name": NAME, "between": "teams", "members": [scene.ids["reds"], scene.ids["blues"]]}


def _competition(scene: Scene) -> dict[str, Any]:
    window = {"starts_at": MONDAY.isoformat(), "ends_at": SATURDAY.isoformat()}
    return {**_teams(scene), **window, "metric": "points", "time_zone": "Europe/Berlin"}


def _draw(scene: Scene) -> dict[str, Any]:
    return {
        "name": "Huddles",
        "first": (TUESDAY + timedelta(days=6)).isoformat(),
        "waves": "2",
        "few": "1",
        "team": [scene.ids["reds"], scene.ids["blues"]],
    }


def _newcomer(scene: Scene) -> dict[str, Any]:
    return {**NEWCOMER, "role": "rep", "team_id": scene.ids["reds"], "cohort_id": scene.ids["autumn"]}


def _person(scene: Scene) -> dict[str, Any]:
    """The form is sent whole, so it says what is so already."""
    role = {"oneself": scene.visitor, "an admin in one's team": "admin"}.get(scene.whose, "rep")
    stranger = scene.whose == "a stranger"
    said = {**NEWCOMER, "role": role, "time_zone": "Europe/Berlin", "calendar_id": scene.ids["calendar"]}
    if scene.whose != "oneself":
        said["team_id"] = scene.ids["greens" if stranger else "reds"]
    return said


def _pin(scene: Scene) -> dict[str, Any]:
    return {"challenge_id": scene.ids["tomorrow"], "day": LATER, "cohorts": [scene.ids["autumn"]], "reason": "Launch"}


def _pin_form(scene: Scene) -> dict[str, Any]:
    return {"challenge": scene.ids["tomorrow"], "day": LATER, "cohort": [scene.ids["autumn"]], "reason": "Launch"}


def _season(scene: Scene) -> dict[str, Any]:
    teams = [scene.ids[one] for one in ("reds", "blues", "golds")]
    return {"name": "Spring season", "teams": teams, "first": TUESDAY.isoformat()}


def _turn(scene: Scene) -> dict[str, Any]:
    return {"turn": scene.values["turn"]}


def _named(*names: str, **more: Any) -> Callable[[Scene], dict[str, Any]]:
    """These of what the subject has."""
    return lambda scene: {name: scene.values[name] for name in names} | more


def _fact_form(draft: dict[str, Any]) -> dict[str, Any]:
    form = {name: draft[name] for name in ("topic", "statement", "why", "source", "model_reply", "valid_until")}
    form |= {f"proof_{name}": draft["proof"][name] for name in ("kind", "text")}
    form |= {"point-0": "four minutes", "synonyms-0": "4 minutes", "question": draft["recall"]["question"]}
    form |= {f"choice-{n}": text for n, text in enumerate(draft["recall"]["choices"])}
    return form | {f"line-0-{name}": words for name, words in draft["prompts"][0].items()}


BODIES: dict[str, Body] = {
    "POST /answers": _reply,
    "POST /answers/<int:answer_id>/moderation": VERDICT,
    "POST /answers/<int:answer_id>/report": {"complaint": "rude"},
    "POST /desk/judging/<int:finding_id>": {"why": "I looked."},
    "POST /answers/<int:answer_id>/vote": VOTE,
    "POST /answers/<int:answer_id>/wordings": MISSED,
    "POST /desk/chat/<int:team_id>": CHAT,
    "POST /desk/coaching/<int:answer_id>/done": {"text": "Well said."},
    "POST /desk/coaching/<int:answer_id>/look": {"in_sight": "1"},
    "POST /desk/coaching/<int:answer_id>/moderation": VERDICT,
    "POST /desk/coaching/<int:answer_id>/vote": VOTE,
    "POST /desk/coaching/budget": {"minutes": "10"},
    "POST /desk/competitions/<int:competition_id>/<any('who', 'what', 'when'):name>": _teams,
    "POST /desk/competitions/new": _teams,
    "POST /desk/competitions/seasons": _season,
    "POST /desk/deals/files": {"file": ("deals.csv", DEALS)},
    "POST /desk/deals/files/<int:file_id>": {"column": ["name", "stage", "closed_on", "reason"]},
    "POST /desk/deals/files/<int:file_id>/application": _named("digest"),
    "POST /desk/deals/files/<int:file_id>/rates": {"currency": "USD", "rate": "0.9"},
    "POST /desk/deals/settings/rates": {"currency": "USD", "rate": "0.9"},
    "POST /desk/deals/settings/removal": {"sure": "1"},
    "POST /desk/deals/words/<int:term_id>": {"topic": "none"},
    "POST /desk/huddle": lambda scene: {"challenge_id": scene.ids["playable"]},
    "POST /desk/people/<int:person_id>": _person,
    "POST /desk/people/<int:person_id>/absences": DAYS_OFF,
    "POST /desk/people/<int:person_id>/merge": lambda scene: {"other": scene.ids["dev"]},
    "POST /desk/people/calendars": CALENDAR,
    "POST /desk/people/calendars/<int:calendar_id>": CALENDAR,
    "POST /desk/people/cohorts": COHORT,
    "POST /desk/ready/<int:person_id>/sign-off": {"words": "I heard the last three calls."},
    "POST /desk/ready/cohorts/<int:cohort_id>/bar": {"recall": "80", "fact": "60", "persuasion": "60"},
    "POST /desk/people/cohorts/<int:cohort_id>": COHORT,
    "POST /desk/people/imports": {"file": ("roster.csv", ROSTER)},
    "POST /desk/people/imports/<int:import_id>": {"column": ["email", "name", "role", "team"]},
    "POST /desk/people/imports/<int:import_id>/application": _named("digest"),
    "POST /desk/people/invitations": lambda scene: {"id": scene.ids["ben"]},
    "POST /desk/people/new": _newcomer,
    "POST /desk/people/ranks": {"on": "0"},
    "POST /desk/people/teams": {"name": NAME},
    "POST /desk/people/teams/<int:team_id>": {"name": NAME},
    "POST /desk/people/teams/<int:team_id>/ranks": {"on": "0"},
    "POST /desk/insights/starts": _draw,
    "POST /desk/pins/new": _pin_form,
    "POST /desk/playbook/facts/<int:fact_id>": _fact_form(DRAFT),
    "POST /desk/playbook/facts/<int:fact_id>/owner": lambda scene: {"owner": scene.ids["mara"]},
    "POST /desk/playbook/facts/<int:fact_id>/state": _moved,
    "POST /desk/playbook/facts/new": _fact_form(DRAFT),
    "POST /desk/playbook/files": {"file": ("lines.csv", FILE)},
    "POST /desk/playbook/files/preview": _named("digest"),
    "POST /desk/playbook/lines/<int:prompt_id>": LINE,
    "POST /desk/playbook/lines/<int:prompt_id>/state": _moved,
    "POST /desk/playbook/lines/new": {"topic": "Topic 0", **LINE},
    "POST /desk/playbook/preview": _fact_form(DRAFT),
    "POST /desk/wordings/<int:proposal_id>": {"accept": "1"},
    "POST /desk/work": {"round": "voting.close_all_due"},
    "POST /digests": {"rhythm": "daily"},
    "POST /huddle/<int:huddle_id>/end": _turn,
    "POST /huddle/<int:huddle_id>/extension": _turn,
    "POST /huddle/<int:huddle_id>/next": _turn,
    "POST /huddle/<string:code>/reply": {"text": "Nine working days."},
    "POST /huddle/<string:code>/votes/<int:reply_id>": VOTE,
    "POST /share": {"text": "We have a tool for that."},
    "POST /share/line": {"text": "We have a tool for that."},
    "POST /lines/<int:line_id>/use": {"worked": "yes"},
    "GET /links": _named("key"),
    "POST /links": _named("key", password=PASSWORD),
    "POST /me": {"time_zone": "Europe/Lisbon"},
    "POST /me/alias": {"alias": ALIAS},
    "POST /me/days-off": DAYS_OFF,
    "POST /me/language": {"language": "de"},
    "POST /practice/<int:challenge_id>": {"text": "Nine working days."},
    "POST /recalls/<int:recall_id>": _named("choice"),
    "POST /reminders": {"when": "learned", "quiet_from": "20:00", "quiet_until": "07:30", "kind": ["note"]},
    "POST /sign-in": {"email": "ana@repartee.test", "password": PASSWORD},
    "POST /sign-in/<any(link, password):what>": {"email": "ana@repartee.test"},
    "POST /api/v1/answers": _reply,
    "POST /api/v1/answers/<int:answer_id>/badge": {"badge": "good-ear", "praise": "You heard the worry."},
    "POST /api/v1/answers/<int:answer_id>/moderation": VERDICT,
    "PUT /api/v1/coaching/budget": {"minutes": 10},
    "PUT /api/v1/answers/<int:answer_id>/note": {"text": "Well said."},
    "POST /api/v1/answers/<int:answer_id>/report": {"reason": "rude"},
    "PUT /api/v1/answers/<int:answer_id>/vote": VOTE,
    "POST /api/v1/answers/<int:answer_id>/wordings": {"key_point": MISSED["point"], "words": MISSED["words"]},
    "POST /api/v1/cohorts": COHORT,
    "PATCH /api/v1/cohorts/<int:cohort_id>": {"name": NAME},
    "POST /api/v1/competitions": _competition,
    "PATCH /api/v1/competitions/<int:competition_id>": {"prize": "A cake"},
    "PATCH /api/v1/digests": {"rhythm": "daily"},
    "POST /api/v1/deals": DEAL,
    "POST /api/v1/facts": DRAFT,
    "PATCH /api/v1/facts/<int:fact_id>": {"why": "Because."},
    "PUT /api/v1/facts/<int:fact_id>/state": _moved,
    "POST /api/v1/huddles": lambda scene: {"challenge_id": scene.ids["playable"]},
    "POST /api/v1/huddles/<int:huddle_id>/end": _turn,
    "POST /api/v1/huddles/<int:huddle_id>/extension": _turn,
    "POST /api/v1/huddles/<int:huddle_id>/next": _turn,
    "POST /api/v1/huddles/<int:huddle_id>/reply": {"client_id": "permissions", "text": "Nine working days."},
    "PUT /api/v1/huddles/<int:huddle_id>/replies/<int:reply_id>/vote": VOTE,
    "POST /api/v1/huddles/join": _named("code"),
    "PUT /api/v1/lines/<int:line_id>/use": {"worked": True},
    "PATCH /api/v1/me": {"alias": ALIAS},
    "POST /api/v1/password-resets": {"email": "ana@repartee.test"},
    "POST /api/v1/people": _newcomer,
    "PATCH /api/v1/people/<int:person_id>": {"name": NAME},
    "POST /api/v1/people/<int:person_id>/absences": DAYS_OFF,
    "POST /api/v1/people/<int:person_id>/invitation": {},
    "POST /api/v1/people/imports": {"file": ("roster.csv", ROSTER)},
    "PATCH /api/v1/people/imports/<int:import_id>": {"columns": ["email", "name", "role", "team"]},
    "POST /api/v1/people/imports/<int:import_id>/application": _named("digest"),
    "POST /api/v1/pins": _pin,
    "POST /api/v1/pins/preview": lambda scene: {name: _pin(scene)[name] for name in ("challenge_id", "day", "cohorts")},
    "POST /api/v1/playbook/imports": {"file": ("lines.csv", FILE)},
    "POST /api/v1/playbook/imports/<int:import_id>/application": _named("digest"),
    "GET /api/v1/playbook/export": {"table": "lines"},
    "POST /api/v1/prompts": {"topic": "Topic 0", **LINE},
    "PATCH /api/v1/prompts/<int:prompt_id>": {"text": "And on Sundays?"},
    "PUT /api/v1/prompts/<int:prompt_id>/state": _moved,
    "POST /api/v1/push/subscriptions": SUBSCRIPTION,
    "POST /api/v1/recalls/<int:recall_id>": _named("choice"),
    "PATCH /api/v1/reminders": {"hour": "10:15"},
    "GET /api/v1/search": {"q": "nine"},
    "PUT /api/v1/settings/ranks": {"shown": False},
    "POST /api/v1/sign-in-links": {"email": "ana@repartee.test"},
    "POST /api/v1/teams": {"name": NAME},
    "PATCH /api/v1/teams/<int:team_id>": {"name": NAME},
    "PUT /api/v1/teams/<int:team_id>/chat": CHAT,
    "PUT /api/v1/teams/<int:team_id>/ranks": {"shown": False},
    "POST /api/v1/tokens": {"email": "ana@repartee.test", "password": PASSWORD},
    "SOCKET vote": _named("answer_id", **VOTE),
    "SOCKET huddle_reply": _named("huddle_id", client_id="permissions", text="Nine working days."),
    "SOCKET huddle_deal": _named("huddle_id"),
    "SOCKET huddle_vote": _named("huddle_id", "reply_id", **VOTE),
    "SOCKET watch board": {"board": "people", "period": "week"},
    "SOCKET watch challenge_id": _named("challenge_id"),
    "SOCKET watch competition_id": _named("competition_id"),
    "SOCKET watch huddle_id": _named("huddle_id"),
    "SOCKET unwatch board": {"board": "people", "period": "week"},
    "SOCKET unwatch challenge_id": {"challenge_id": 1},
    "SOCKET unwatch competition_id": {"competition_id": 1},
    "SOCKET unwatch huddle_id": {"huddle_id": 1},
}
