"""What people did, added up by team, cohort and week, so that a page about a hundred thousand reads a few rows.

Each table holds the same sums four times: of each team's part of a cohort (`cell`), of each team, of each cohort, and
of all. People count where they are today. A team or cohort of nought is that of the people who have none.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from webapp.core.columns import Instant
from webapp.extensions import Model

GRAINS = ("cell", "team", "cohort", "all")


class Grained:
    """Whose week it is; nought where all of them are meant."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[object, ...]:  # noqa: N805
        return (
            CheckConstraint("grain IN ('cell', 'team', 'cohort', 'all')", name="grain"),
            Index(f"ix_{cls.__tablename__}_cohort", "grain", "cohort_id", "week"),  # type: ignore[attr-defined]
        )

    grain: Mapped[str] = mapped_column(String(6), primary_key=True)
    team_id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)
    """Its Monday; days are people's own dates."""


class GroupWeek(Grained, Model):
    __tablename__ = "insight_weeks"

    people: Mapped[int]
    working_days: Mapped[int]
    """Theirs together, up to the day before it was counted."""
    replies: Mapped[int]
    """On those days."""
    joiners: Mapped[int]
    """Whose seventh working day fell into this week."""
    settled: Mapped[int]
    """Those of them with the habit; see `counting.habits`."""
    won: Mapped[int]
    lost: Mapped[int]


class GroupTopic(Grained, Model):
    """As `mastery.TopicWeek` keeps it of a person."""

    __tablename__ = "insight_topics"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True)
    replies: Mapped[int]
    fact: Mapped[float]
    fact_squares: Mapped[float]
    persuasion: Mapped[float]
    persuasion_squares: Mapped[float]
    recalls: Mapped[int]
    recalled: Mapped[int]


class GroupRecall(Grained, Model):
    """Delayed recalls whose outcome memory had predicted alike; see `statistics.calibration.Bin`."""

    __tablename__ = "insight_recalls"

    delay: Mapped[int] = mapped_column(primary_key=True)
    """About 7, 30 or 90 days."""
    bin: Mapped[int] = mapped_column(primary_key=True)
    """The tenth in which the prediction lies, 0 to 9."""
    asked: Mapped[int]
    right: Mapped[int]
    predicted: Mapped[float]
    squares: Mapped[float]
    surprise: Mapped[float]


class GroupSession(Grained, Model):
    """How long sessions took, in steps of ten seconds; the last one holds what was longer."""

    __tablename__ = "insight_sessions"

    tens: Mapped[int] = mapped_column(primary_key=True)
    sessions: Mapped[int]


SUMS = (GroupWeek, GroupTopic, GroupRecall, GroupSession)


class Count(Model):
    """A time when everything was added up, and from which week on."""

    __tablename__ = "insight_counts"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    since: Mapped[date]
