"""Which topics deals were about, as their confirmed terms say."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select

from webapp.deals.models import DealTerm, DealTopic, Term
from webapp.extensions import db


def topics_anew(deal_ids: Iterable[int]) -> None:
    _anew(list(deal_ids))


def topics_anew_of(term_id: int) -> None:
    """Of every deal that was lost over these words."""
    _anew(select(DealTerm.deal_id).where(DealTerm.term_id == term_id))


def _anew(deals: Any) -> None:
    db.session.execute(delete(DealTopic).where(DealTopic.deal_id.in_(deals)).execution_options(**UNSEEN))
    meant = select(DealTerm.deal_id, Term.topic_id).join(Term, Term.id == DealTerm.term_id).distinct()
    rows = meant.where(DealTerm.deal_id.in_(deals), Term.topic_id.is_not(None))
    db.session.execute(insert(DealTopic).from_select(["deal_id", "topic_id"], rows))


UNSEEN = {"synchronize_session": False}
