"""The demonstration's deals: one topic visibly counts more, and some words still wait for somebody."""

from flask import Flask
from sqlalchemy import func, select

from tests.cast import NOON, TUESDAY
from webapp.deals.models import Deal, Term
from webapp.deals.queries import topic_weights
from webapp.demo.cli import load
from webapp.demo.deals import DEALS, tell_of_deals
from webapp.extensions import db
from webapp.playbook.models import Topic


def test_onboarding_counts_most_and_some_words_wait(app: Flask):
    load(TUESDAY, now=NOON)
    tell_of_deals(TUESDAY, now=NOON)
    assert db.session.scalar(select(func.count()).select_from(Deal)) == DEALS
    weights = topic_weights(TUESDAY)
    heaviest = max(weights, key=lambda topic: weights[topic].weight)
    assert db.session.get_one(Topic, heaviest).key == "onboarding"
    assert weights[heaviest].words == "Slow onboarding"
    assert {term.kind for term in db.session.scalars(select(Term).where(Term.at.is_(None)))} >= {"reason", "objection"}
