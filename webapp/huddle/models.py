"""A huddle, the steps of its leader, who is in it, what they replied, and how they judged."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core.columns import Instant
from webapp.extensions import Model
from webapp.huddle.rules import Lengths
from webapp.people.models import Person
from webapp.playbook.models import Challenge


class Huddle(Model):
    """Locked before anything in it changes: shared to reply and to judge, alone to go on and to deal."""

    __tablename__ = "huddles"
    __table_args__ = (
        CheckConstraint(
            "reply_seconds BETWEEN 30 AND 600 AND judge_seconds BETWEEN 30 AND 600",
            name="lengths",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    """Lets anybody in while the huddle runs; never given to another one."""
    leader_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    reply_seconds: Mapped[int]
    judge_seconds: Mapped[int]

    leader: Mapped[Person] = relationship()
    challenge: Mapped[Challenge] = relationship()

    @property
    def lengths(self) -> Lengths:
        return Lengths(timedelta(seconds=self.reply_seconds), timedelta(seconds=self.judge_seconds))


class HuddleStep(Model):
    """The leader went on, added time or ended it."""

    __tablename__ = "huddle_steps"
    __table_args__ = (CheckConstraint("kind IN ('next', 'extended', 'ended')", name="kind"),)

    huddle_id: Mapped[int] = mapped_column(ForeignKey("huddles.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class HuddlePlayer(Model):
    """Somebody who joined with the code."""

    __tablename__ = "huddle_players"

    huddle_id: Mapped[int] = mapped_column(ForeignKey("huddles.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    joined_at: Mapped[datetime] = mapped_column(Instant)


class HuddleReply(Model):
    """A player's one reply; the text may change while replies are taken."""

    __tablename__ = "huddle_replies"
    __table_args__ = (
        UniqueConstraint("huddle_id", "person_id"),
        UniqueConstraint("person_id", "client_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    huddle_id: Mapped[int] = mapped_column(ForeignKey("huddles.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    client_id: Mapped[str] = mapped_column(String(64))
    """Of the sending that is kept."""
    seq: Mapped[int | None] = mapped_column(BigInteger)
    text: Mapped[str] = mapped_column(String(400))
    given_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)

    person: Mapped[Person] = relationship()


class HuddleBallot(Model):
    """A reply that was dealt to a judge, and their one vote on it once they have cast it."""

    __tablename__ = "huddle_ballots"
    __table_args__ = (
        CheckConstraint(
            "(cast_at IS NULL AND fact IS NULL AND persuasion IS NULL AND weight IS NULL) OR "
            "(cast_at IS NOT NULL AND fact BETWEEN 0 AND 2 AND persuasion BETWEEN 0 AND 2 AND weight > 0)",
            name="vote",
        ),
        Index("ix_huddle_ballots_judge", "judge_id"),
    )

    reply_id: Mapped[int] = mapped_column(ForeignKey("huddle_replies.id"), primary_key=True)
    judge_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    dealt_at: Mapped[datetime] = mapped_column(Instant)
    fact: Mapped[int | None]
    persuasion: Mapped[int | None]
    weight: Mapped[int | None]
    """In thousandths, as in voting."""
    cast_at: Mapped[datetime | None] = mapped_column(Instant)
    seq: Mapped[int | None] = mapped_column(BigInteger)

    reply: Mapped[HuddleReply] = relationship()
