"""Two accounts of one person become one: huddles follow, and nobody judges themselves."""

import pytest

from tests.cast import Cast
from tests.doors import Clock, everything
from tests.huddle.conftest import Meeting
from webapp.core.problems import NotFound
from webapp.core.work import work
from webapp.huddle import queries
from webapp.people.actions import add_person
from webapp.people.merging import merge
from webapp.people.models import Person


def said_by(person: Person) -> list[str]:
    return [row[5] for row in everything()["huddle_replies"] if row[2] == person.id]


def joined(person: Person) -> int:
    return sum(row[1] == person.id for row in everything()["huddle_players"])


def test_what_somebody_said_in_a_huddle_follows_them(cast: Cast, meeting: Meeting, clock: Clock):
    meeting.go_on()
    meeting.reply(cast.ben, "Nine days.")
    with work():
        merge(cast.ada, cast.dev, cast.ben, now=clock())
    assert (said_by(cast.dev), said_by(cast.ben)) == (["Nine days."], [])
    assert (joined(cast.dev), joined(cast.ben)) == (1, 0)
    assert meeting.reply(cast.dev, "Nine working days.").text == "Nine working days."


def test_a_leaders_huddles_follow_and_are_led_on(cast: Cast, meeting: Meeting, clock: Clock):
    meeting.go_on()
    with work():
        other = add_person(
            "Kofi", "kofi.two@repartee.test", role="coach", calendar=cast.kofi.calendar, time_zone="UTC", now=clock()
        )
    with work():
        merge(cast.ada, other, cast.kofi, now=clock())
    assert [huddle.id for huddle in queries.led_by(other)] == [meeting.id]
    assert [row[4] for row in everything()["huddle_steps"]] == [other.id]
    meeting.leader = other
    meeting.go_on()
    with pytest.raises(NotFound):
        queries.led(cast.kofi, meeting.id)


@pytest.mark.parametrize("same", ["a-huddle", "a-client-id"])
def test_where_both_replied_each_account_keeps_its_own(cast: Cast, meeting: Meeting, clock: Clock, same: str):
    meeting.go_on()
    meeting.reply(cast.ana, "Ana's.", "sent-1")
    second = meeting if same == "a-huddle" else Meeting(cast, clock)
    if second is not meeting:
        second.go_on()
    second.reply(cast.ben, "Ben's.", "sent-1")
    with work():
        merge(cast.ada, cast.ana, cast.ben, now=clock())
    assert (said_by(cast.ana), said_by(cast.ben)) == (["Ana's."], ["Ben's."])


def test_nobody_votes_on_what_has_become_their_own(cast: Cast, meeting: Meeting, clock: Clock):
    meeting.go_on()
    for person in (cast.ben, cast.cleo):
        meeting.reply(person, f"{person.name}'s words.")
    meeting.go_on()
    dealt = {ballot.reply.text: ballot.reply_id for ballot in meeting.deal(cast.ana)}
    with work():
        merge(cast.ada, cast.ana, cast.ben, now=clock())
    assert [ballot.reply.text for ballot in meeting.deal(cast.ana)] == ["Cleo's words."]
    before = everything()
    with pytest.raises(NotFound):
        meeting.vote(cast.ana, dealt["Ben's words."], 2, 2)
    assert everything() == before


def test_what_was_judged_stays_as_cast(cast: Cast, meeting: Meeting, clock: Clock):
    meeting.go_on()
    meeting.reply(cast.cleo, "Nine days.")
    meeting.go_on()
    meeting.vote(cast.ben, meeting.deal(cast.ben)[0].reply_id, 2, 1)
    before = everything()["huddle_ballots"]
    with work():
        merge(cast.ada, cast.ana, cast.ben, now=clock())
    assert everything()["huddle_ballots"] == before
