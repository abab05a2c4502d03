"""what is learned of replies

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "learned_replies",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("fact", sa.Double(), nullable=False),
        sa.Column("fact_error", sa.Double(), nullable=False),
        sa.Column("persuasion", sa.Double(), nullable=False),
        sa.Column("persuasion_error", sa.Double(), nullable=False),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_learned_replies_answer_id_answers")),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_learned_replies")),
        sa.CheckConstraint("fact BETWEEN 0 AND 1 AND persuasion BETWEEN 0 AND 1", name=op.f("ck_learned_replies_share")),
    )


def downgrade():
    op.drop_table("learned_replies")
