"""Two accounts of one person become one: their news and digests, and what they chose unless the kept account did."""

from typing import Any

from webapp.alerts.chat.models import TeamChat
from webapp.alerts.digests.models import Digest, DigestWish
from webapp.alerts.feed.models import CalendarLink
from webapp.alerts.models import News
from webapp.alerts.push.models import Reminding
from webapp.core.moving import inherit, move


def follow_merge(keep_id: int, *, dropped: int, **_: Any) -> None:
    """Devices went with their sign-ins."""
    move(News, "person_id", dropped, keep_id, "kind", "source")
    move(Digest, "person_id", dropped, keep_id, "day")
    move(TeamChat, "set_by_id", dropped, keep_id)
    for chosen in (DigestWish, CalendarLink, Reminding):
        inherit(chosen, "person_id", dropped, keep_id)
