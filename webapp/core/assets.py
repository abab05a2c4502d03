"""Built files: their fingerprinted names for templates, and the few addresses a browser wants at the root."""

import json
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, render_template, send_from_directory
from markupsafe import Markup
from whitenoise import WhiteNoise

DIST = Path(__file__).parents[2] / "static" / "dist"
FOREVER = 365 * 24 * 3600
DIRECTED = {"arrow-right", "send", "log-out", "play"}
"""Icons that point along the line, and so the other way where that runs from right to left."""

bp = Blueprint("assets", __name__, template_folder="templates")


class NotBuiltError(RuntimeError):
    """A page wants a file that `make assets` has not made yet."""


def register(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals.update(asset=asset, icon=icon)
    files = WhiteNoise(app.wsgi_app, autorefresh=app.debug, max_age=FOREVER, immutable_file_test=lambda path, url: True)
    if DIST.is_dir():
        files.add_files(str(DIST), prefix="static/")
    app.wsgi_app = files  # type: ignore[method-assign]


def asset(name: str) -> str:
    """`app.js` -> `/static/app-1A2B3C4D.js`"""
    try:
        return f"/static/{_manifest()[name]}"
    except (FileNotFoundError, KeyError) as error:
        raise NotBuiltError(f"static/dist has no {name}: run `make assets` first.") from error


def icon(name: str) -> Markup:
    use = Markup('<use href="{}#{}"></use>').format(asset("icons.svg"), name)
    directed = Markup(" data-directed") if name in DIRECTED else ""
    return Markup('<svg class="icon" aria-hidden="true"{}>{}</svg>').format(directed, use)


def _manifest() -> dict[str, str]:
    kept: dict[str, str] | None = current_app.extensions.get("asset_manifest")
    if kept is None or current_app.debug:
        kept = json.loads((DIST / "manifest.json").read_text())
        current_app.extensions["asset_manifest"] = kept
    return kept


@bp.get("/sw.js")
def service_worker() -> Response:
    response = send_from_directory(DIST, "sw.js", mimetype="text/javascript", max_age=0)
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/offline")
def offline() -> str:
    return render_template("core/offline.html")
