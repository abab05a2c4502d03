"""The worker's round: what is due is written, and what was written is sent."""

import structlog
from flask import current_app
from flask_babel import lazy_gettext as _l

from webapp.alerts.chat import queries
from webapp.alerts.chat.sending import send_waiting
from webapp.alerts.chat.writing import write_for
from webapp.core.rounds import every

log = structlog.get_logger()


@every(_l("Posts to the teams' chats"), minutes=1)
def post_due() -> int:
    """Returns how many posts were sent. Their links need an address of ours, so without one there are none."""
    if not current_app.config["BASE_URL"]:
        return 0
    for team_id in queries.open_chats():
        try:
            write_for(team_id)
        except Exception:
            # One that cannot be written keeps no other team waiting.
            log.exception("chat_not_written", team=team_id)
    return send_waiting()
