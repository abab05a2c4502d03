"""The imports there are, and what a file is read against."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, func, or_, select

from webapp.core.problems import NotFound
from webapp.deals.bringing.models import DealImport
from webapp.deals.bringing.reading import Ground
from webapp.deals.currencies import known_rates
from webapp.deals.models import Deal
from webapp.deals.owners import owners
from webapp.extensions import db
from webapp.people.managing import check_admin
from webapp.people.models import Person


def import_of(person: Person, import_id: int) -> DealImport:
    """Any admin's; raises NotFound where there is none."""
    check_admin(person)
    if (found := db.session.get(DealImport, import_id)) is None:
        raise NotFound(_("There is no such import."))
    return found


def imports(limit: int = 20) -> list[DealImport]:
    """Newest first."""
    return list(db.session.scalars(select(DealImport).order_by(DealImport.id.desc()).limit(limit)))


def written_by(import_ids: Sequence[int]) -> Counter[int]:
    """How many deals are here as each of them told them."""
    mine = select(Deal.import_id, func.count()).where(Deal.import_id.in_(import_ids)).group_by(Deal.import_id)
    return Counter({row[0] or 0: row[1] for row in db.session.execute(mine)})


def ground(today: date) -> Ground:
    return Ground(owners(), known_rates(), today)


def waiting_imports(now: datetime) -> list[int]:
    return list(db.session.scalars(select(DealImport.id).where(waits(now)).order_by("id")))


def waits(now: datetime) -> ColumnElement[bool]:
    """For whoever carries it out next: since it was begun, or since who had it was killed in the middle."""
    left = and_(DealImport.state == "running", DealImport.claimed_until <= now)
    return or_(DealImport.state == "waiting", left)
