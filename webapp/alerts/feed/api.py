"""One's calendar link, for programs."""

from flask.views import MethodView
from flask_login import current_user

from webapp.alerts.feed import links
from webapp.alerts.feed.schemas import CalendarLinkSchema
from webapp.core import clock
from webapp.core.programs import RoomApi
from webapp.core.work import work

blp = RoomApi("Calendar", "A secret link that calendars subscribe to")


@blp.route("/calendar-link")
class CalendarLink(MethodView):
    @blp.response(201, CalendarLinkSchema)
    def post(self) -> dict[str, str | None]:
        """Make a new link to your calendar; the earlier one ends."""
        with work():
            links.make(current_user.id, now=clock.now())
        return {"url": links.url_of(current_user)}

    @blp.response(204)
    def delete(self) -> None:
        """End your calendar's link."""
        with work():
            links.end(current_user.id)
