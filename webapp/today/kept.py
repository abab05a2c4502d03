"""The door for a phone that keeps the next days: the very pages, drawn ahead, and drawn again only if they changed."""

import hashlib
import json
from typing import Any

from flask import Blueprint, current_app, make_response, render_template, request
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from webapp.core import clock
from webapp.today import keeping

bp = Blueprint("kept", __name__)

PARTS = ("replied", "recalled", "voted", "refused", "done", "off")
"""What is said where only the server could say more."""
MARKS = {"text": "[text]", "challenge": "[challenge]", "why": "[why]"}
"""Where the worker puts in what it alone knows."""


@bp.get("/kept")
@login_required
def kept() -> Response:
    """Today and the next two working days. No browser stores it by itself: the worker does, and wipes it.
    `?reply=waits` says that a reply on this phone has not been sent yet."""
    now, waits = clock.now(), request.args.get("reply") == "waits"
    body = json.dumps(_drawn(keeping.kept_for(current_user, reply_waits=waits, now=now)), separators=(",", ":"))
    response = make_response(body, {"Content-Type": "application/json", "Cache-Control": "no-store"})
    response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32])
    return response.make_conditional(request)


def _drawn(found: keeping.Kept) -> dict[str, Any]:
    return {
        "person": current_user.id,
        "zone": current_user.time_zone,
        "around": render_template("core/_around.html"),
        "parts": {name: _draw(f"today/kept/_{name}.html", **MARKS) for name in PARTS},
        "days": [_day(day) for day in found.days],
        "judging": [_card(card) for card in found.cards],
    }


def _day(day: dict[str, Any]) -> dict[str, Any]:
    return {
        **day,
        "date": day["date"].isoformat(),
        "reply": day["reply"] and _draw("today/_session.html", session=day["reply"]),
        "recalls": [_recall(recall) for recall in day["recalls"]],
    }


def _recall(recall: dict[str, Any]) -> dict[str, Any]:
    graded = keeping.outcomes(recall["row"])
    return {
        "id": recall["id"],
        "html": _draw("today/_session.html", session=recall["session"]),
        "outcomes": {choice: _draw("today/_recalled.html", outcome=outcome) for choice, outcome in graded.items()},
    }


def _card(card: dict[str, Any]) -> dict[str, Any]:
    session = {"steps": card["steps"]}
    html = _draw("today/kept/_card.html", session=session, **{name: card[name] for name in ("card", "left", "reasons")})
    return {"answer_id": card["answer_id"], "closes_at": card["closes_at"].isoformat(), "html": html}


def _draw(template: str, **values: Any) -> str:
    """Without a form token, which would have run out: what is kept is sent through the API. And without what every
    page has around it, which would be asked for anew each time."""
    values |= {"csrf_token": str, "current_user": current_user}
    return current_app.jinja_env.get_template(template).render(values)
