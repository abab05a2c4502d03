"""What a digest says, to whom, and when it is not written at all."""

import html
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from tests.alerts.mornings import MONDAY_8, SATURDAY_8, TUESDAY_8, came, takes_pushes
from tests.builders import a_reply, a_vote
from tests.cast import NOON, Cast
from tests.competitions.contests import a_competition
from tests.doors import Clock
from webapp.alerts.digests import letter, tasks
from webapp.alerts.digests.actions import wish_for
from webapp.alerts.digests.models import Digest, DigestWish
from webapp.alerts.digests.tasks import write_due_digests
from webapp.alerts.digests.told import Told
from webapp.coaching.actions import write_note
from webapp.core.models import Mail
from webapp.core.work import work
from webapp.extensions import db
from webapp.people import aliases, merging, ranks
from webapp.people.actions import deactivate, move_to_zone
from webapp.people.editing import enter_absence
from webapp.people.models import Person, SignIn
from webapp.schedule.models import ScheduledChallenge
from webapp.schedule.queries import challenge_on


@pytest.fixture(autouse=True)
def _it_is_monday_morning(clock: Clock, cast: Cast) -> None:
    clock.at = MONDAY_8
    came(cast.ana)


def written() -> list[Mail]:
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def the_letter() -> Mail:
    (mail,) = written()
    assert mail.html
    for sentence in mail.text.split("\n"):
        said = sentence.removeprefix("- ")
        if sentence.startswith(("- ", "“")):
            assert said in html.unescape(mail.html), "both parts say the same"
    return mail


def wants(person: Person, rhythm: str) -> None:
    with work():
        wish_for(person.id, rhythm, now=MONDAY_8)


def test_a_rep_hears_on_the_first_morning_of_the_week(cast: Cast):
    assert write_due_digests() == 1
    mail = the_letter()
    planned = challenge_on(cast.autumn.id, MONDAY_8.date())
    assert planned
    assert (mail.to_email, mail.to_name) == (cast.ana.email, "Ana")
    assert mail.subject == f"“{planned.challenge.prompt.text}”"
    assert "Today's prospect: Operations lead, 40 restaurants." in mail.text
    assert "https://repartee.test/now/" in mail.text
    assert "You get this once a week." in mail.text
    assert mail.until == MONDAY_8 + timedelta(hours=4)


def test_once_a_date_however_often_the_worker_looks(clock: Clock, cast: Cast):
    assert write_due_digests() == 1
    clock.forward(minutes=5)
    assert write_due_digests() == 0
    clock.at = TUESDAY_8
    assert write_due_digests() == 0
    clock.at = MONDAY_8 + timedelta(days=7)
    assert write_due_digests() == 1


def test_every_working_day_for_who_asks_for_it(clock: Clock, cast: Cast):
    wants(cast.ana, "daily")
    got = []
    for _day in range(7):
        got.append(write_due_digests())
        clock.forward(days=1)
    assert got == [1, 1, 1, 1, 1, 0, 0]


def test_never_for_who_wants_none(cast: Cast):
    wants(cast.ana, "none")
    assert write_due_digests() == 0


def test_push_spares_a_person_the_mail_unless_they_ask(cast: Cast):
    takes_pushes(cast.ana)
    assert write_due_digests() == 0


def test_push_spares_nobody_the_mail_where_they_are_signed_out(cast: Cast):
    takes_pushes(cast.ana)
    with work():
        db.session.execute(update(SignIn).values(expires_at=MONDAY_8))
    assert write_due_digests() == 1


def test_who_has_push_and_asks_gets_it(cast: Cast):
    takes_pushes(cast.ana)
    wants(cast.ana, "weekly")
    assert write_due_digests() == 1


def test_somebody_whose_letter_fails_keeps_nobody_behind_them_waiting(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    came(cast.ben)
    write = tasks.letter.write

    def fails_for_ana(person: Person, *rest: Any) -> Any:
        if person.id == cast.ana.id:
            raise ValueError("no letter")
        return write(person, *rest)

    monkeypatch.setattr(tasks.letter, "write", fails_for_ana)
    assert write_due_digests() == 1
    assert [mail.to_name for mail in db.session.scalars(select(Mail))] == ["Ben"]


@pytest.mark.parametrize("hours", [-1, 4, 12])
def test_not_at_night_and_not_when_the_morning_is_over(clock: Clock, cast: Cast, hours: int):
    clock.forward(hours=hours)
    assert write_due_digests() == 0


def test_who_never_came_is_not_written_to(cast: Cast):
    write_due_digests()
    assert [mail.to_email for mail in written()] == [cast.ana.email]


def test_on_days_off_there_is_none_and_the_week_begins_after_them(clock: Clock, cast: Cast):
    with work():
        enter_absence(cast.ada, cast.ana, MONDAY_8.date(), MONDAY_8.date(), now=MONDAY_8)
    assert write_due_digests() == 0
    clock.at = TUESDAY_8
    assert write_due_digests() == 1
    wants(cast.ana, "daily")
    clock.at = SATURDAY_8
    assert write_due_digests() == 0


def test_who_left_or_was_merged_gets_none(cast: Cast):
    came(cast.ben, cast.dev)
    with work():
        deactivate(cast.ben, cast.ada, now=MONDAY_8)
        merging.merge(cast.ada, cast.ana, cast.dev, now=MONDAY_8)
    write_due_digests()
    assert [mail.to_email for mail in written()] == [cast.ana.email]


def test_coaches_managers_and_admins_get_none(cast: Cast):
    came(cast.kofi, cast.mara, cast.ada)
    write_due_digests()
    assert [mail.to_email for mail in written()] == [cast.ana.email]


def test_each_in_the_morning_of_their_own_zone(clock: Clock, cast: Cast):
    came(cast.ben)
    with work():
        move_to_zone(cast.ben, "America/New_York", now=MONDAY_8 - timedelta(days=3))
    assert write_due_digests() == 1
    clock.forward(hours=6)
    assert write_due_digests() == 1
    assert [mail.to_email for mail in written()] == [cast.ana.email, cast.ben.email]


def test_without_an_address_of_ours_nothing_is_written(app: Flask, cast: Cast):
    app.config["BASE_URL"] = ""
    assert write_due_digests() == 0


def test_where_no_mail_is_offered_nothing_is_written(app: Flask, cast: Cast):
    app.config["REPARTEE_ENV"] = "production"
    assert write_due_digests() == 0


def test_it_says_what_came_in_since_the_last_one(clock: Clock, cast: Cast):
    wants(cast.ana, "daily")
    write_due_digests()
    clock.at = NOON - timedelta(days=1)
    with work():
        answer = a_reply(cast.ana, clock.at)
        for judge in (cast.ben, cast.cleo):
            a_vote(judge, answer, 2, 2, clock.at)
        write_note(cast.kofi, answer.id, "Well said.", [], now=clock.at)
    clock.at = TUESDAY_8
    assert write_due_digests() == 1
    mail = written()[-1]
    assert "- 1 day in a row." in mail.text
    assert "points since the last time." in mail.text
    assert "- 2 votes came in for your replies." in mail.text
    assert "- Kofi left you a note." in mail.text
    assert "Well said." not in mail.text + str(mail.html), "a private word stays in the app"
    assert "- You are number 1 of 4 in your cohort." in mail.text


def test_what_was_told_is_not_told_again(clock: Clock, cast: Cast):
    test_it_says_what_came_in_since_the_last_one(clock, cast)
    clock.forward(days=1)
    assert write_due_digests() == 1
    assert "votes" not in written()[-1].text
    assert "note" not in written()[-1].text


def test_votes_of_a_withheld_tally_are_told_once_it_has_closed(clock: Clock, cast: Cast):
    came(cast.outsider)
    wants(cast.outsider, "daily")
    with work():
        mate = cast.person("Mate", "rep", cast.greens, cast.spring)
        a_vote(mate, a_reply(cast.outsider, MONDAY_8), 2, 2, MONDAY_8)
    clock.at = TUESDAY_8
    write_due_digests()
    assert "vote" not in written()[-1].text


def test_no_place_where_personal_ranks_are_off(clock: Clock, cast: Cast):
    wants(cast.ana, "daily")
    with work():
        a_reply(cast.ana, MONDAY_8 + timedelta(hours=5))
        ranks.turn_ranks(False, cast.reds, cast.mara, now=MONDAY_8)
    clock.at = TUESDAY_8
    write_due_digests()
    assert "number" not in the_letter().text
    assert "points since" in the_letter().text


def test_nobody_elses_name_is_in_it_but_their_coachs(clock: Clock, cast: Cast):
    wants(cast.ana, "daily")
    with work():
        aliases.rename(cast.ben, "The Fox")
        a_reply(cast.ben, MONDAY_8)
        a_vote(cast.ben, a_reply(cast.ana, MONDAY_8), 2, 2, MONDAY_8)
    clock.at = TUESDAY_8
    write_due_digests()
    said = the_letter().text + str(the_letter().html)
    assert "Ben" not in said
    assert "Fox" not in said


def test_the_next_competition_is_named_with_its_day(clock: Clock, cast: Cast):
    with work():
        a_competition(cast.mara, [cast.ana.id, cast.ben.id], MONDAY_8 - timedelta(days=1), name="Cup <1>")
    write_due_digests()
    assert "- Cup <1> is on, until Fri 27 Nov." in the_letter().text
    assert "Cup &lt;1&gt;" in str(the_letter().html)


def test_who_replied_already_is_not_asked_again_and_hears_nothing_where_there_is_nothing(cast: Cast):
    wants(cast.ana, "daily")
    with work():
        a_reply(cast.ana, MONDAY_8 - timedelta(minutes=30))
    assert write_due_digests() == 1
    assert "prospect" not in the_letter().text
    assert the_letter().subject == "What is new at Repartee"


def test_where_no_reply_is_asked_for_there_is_no_link_that_opens_a_door(cast: Cast):
    plain = letter.write(cast.ana, Told(points=3), "weekly", MONDAY_8.date())
    assert "Open Repartee\nhttps://repartee.test/\n" in plain.text
    assert "/now/" not in plain.text + plain.html


def test_who_has_nothing_to_hear_gets_no_mail(cast: Cast):
    with work():
        db.session.get_one(Person, cast.ana.id).cohort_id = None
    assert write_due_digests() == 0
    assert written() == []


def test_the_first_look_at_a_day_may_be_the_letters(cast: Cast):
    with work():
        ScheduledChallenge.query.filter_by(cohort_id=cast.autumn.id, day=MONDAY_8.date()).delete()
    assert write_due_digests() == 1
    assert challenge_on(cast.autumn.id, MONDAY_8.date())


def test_names_and_lines_cannot_break_the_letter(cast: Cast):
    with work():
        db.session.get_one(Person, cast.ana.id).name = "<b>Ana</b>"
    write_due_digests()
    assert "Hello <b>Ana</b>," in the_letter().text
    assert "Hello &lt;b&gt;Ana&lt;/b&gt;," in str(the_letter().html)


def test_the_page_fetches_nothing_and_follows_nobody(cast: Cast):
    write_due_digests()
    page = str(the_letter().html)
    for remote in ("<img", "src=", "url(", "@import", "<link", "<script", "http://"):
        assert remote not in page
    assert "prefers-color-scheme: dark" in page


def test_a_round_that_broke_off_goes_on_where_it_was(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    came(cast.ben, cast.cleo)
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    real, calls = tasks._write, []

    def breaks_at_the_second(*args: object) -> int:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(tasks, "_write", breaks_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        write_due_digests()
    assert len(written()) == 1
    assert write_due_digests() == 2
    assert len({mail.to_email for mail in written()}) == 3


def test_forty_people_cost_as_many_queries_as_one(cast: Cast):
    def counted() -> int:
        asked: list[str] = []
        listen = lambda _c, _u, statement, *_: asked.append(statement) if "mails" not in statement else None  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        write_due_digests()
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(asked)

    few = counted()
    with work():
        Digest.query.delete()
        db.session.execute(db.text("DELETE FROM digest_rounds"))
        people = [cast.person(f"Rep {n}", "rep", cast.reds, cast.autumn) for n in range(tasks.AT_ONCE - 10)]
    came(*people)
    assert counted() <= few + 2


def test_a_merged_person_keeps_their_own_wish(cast: Cast):
    wants(cast.ana, "daily")
    wants(cast.ben, "none")
    with work():
        merging.merge(cast.ada, cast.ana, cast.ben, now=MONDAY_8)
    assert db.session.get_one(DigestWish, cast.ana.id).rhythm == "daily"


def test_a_merged_person_brings_their_wish_along(cast: Cast):
    wants(cast.ben, "none")
    with work():
        merging.merge(cast.ada, cast.ana, cast.ben, now=MONDAY_8)
    assert write_due_digests() == 0
