"""what every rep's closed replies and answered recalls have come to by topic and week, counted once

Revision ID: 0024
Revises: 0023
"""

from collections import defaultdict
from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

PRIOR = 3000
NAMES = ("replies", "fact", "fact_squares", "persuasion", "persuasion_squares", "recalls", "recalled")

DAYS = {"day": sa.Date}
REPLIES = sa.text("""
    SELECT answers.person_id, facts.topic_id, answers.day, tallies.weight, tallies.fact, tallies.persuasion
    FROM answers
    JOIN tallies ON tallies.answer_id = answers.id
    JOIN challenges ON challenges.id = answers.challenge_id
    JOIN facts ON facts.id = challenges.fact_id
    WHERE tallies.closed_at IS NOT NULL AND tallies.set_aside IS NULL AND tallies.votes > 0 AND NOT answers.practice
    ORDER BY answers.id
""").columns(**DAYS)
RECALLS = sa.text("""
    SELECT recalls.person_id, facts.topic_id, recalls.day, recalls.correct
    FROM recalls
    JOIN facts ON facts.id = recalls.fact_id
    WHERE recalls.answered_at IS NOT NULL
""").columns(correct=sa.Boolean, **DAYS)
TOPIC_WEEKS = sa.table(
    "topic_weeks",
    sa.column("person_id", sa.Integer),
    sa.column("topic_id", sa.Integer),
    sa.column("week", sa.Date),
    *(sa.column(name) for name in NAMES),
)


def upgrade():
    sums = defaultdict(lambda: [0, 0.0, 0.0, 0.0, 0.0, 0, 0])
    for person, topic, day, weight, fact, persuasion in op.get_bind().execute(REPLIES):
        truth, charm = ((value + PRIOR) / (2 * (weight + PRIOR)) for value in (fact, persuasion))
        _add(sums[person, topic, _monday(day)], (1, truth, truth * truth, charm, charm * charm, 0, 0))
    for person, topic, day, correct in op.get_bind().execute(RECALLS):
        _add(sums[person, topic, _monday(day)], (0, 0, 0, 0, 0, 1, int(correct)))
    op.execute(sa.delete(TOPIC_WEEKS))
    keys = ("person_id", "topic_id", "week")
    rows = [dict(zip((*keys, *NAMES), (*key, *values))) for key, values in sorted(sums.items())]
    if rows:
        op.bulk_insert(TOPIC_WEEKS, rows)


def downgrade():
    op.execute(sa.delete(TOPIC_WEEKS))


def _monday(day):
    return day - timedelta(days=day.weekday())


def _add(sums, values):
    for n, value in enumerate(values):
        sums[n] += value
