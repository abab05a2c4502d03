"""Who has a calendar to subscribe to."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model


class CalendarLink(Model):
    """A person's one link, until a new one ends it. It carries `nonce` signed, so this row alone opens nothing."""

    __tablename__ = "calendar_links"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(32), unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
