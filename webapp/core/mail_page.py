"""Shows the mail of a development server, newest first."""

from flask import Blueprint, abort, current_app, render_template

from webapp.core.mail_folder import newest

bp = Blueprint("mail", __name__)


@bp.get("/mail")
def page() -> str:
    config = current_app.config
    if config["REPARTEE_ENV"] == "production" or config["MAIL_SERVER"]:
        abort(404)
    return render_template("core/mail.html", mails=list(newest(config["REPARTEE_DATA"] / "mail")))
