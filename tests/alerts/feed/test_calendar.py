"""A calendar that others subscribe to: read back by a parser, over a change of clocks, and with its link alone."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Flask
from icalendar import Calendar
from structlog.testing import capture_logs

from tests.cast import NOON, TUESDAY, Cast
from tests.competitions.contests import SATURDAY, a_competition
from tests.doors import Browser, Clock, statements
from webapp.alerts.feed import links
from webapp.core.work import work
from webapp.people.actions import deactivate, move_to_zone
from webapp.people.editing import enter_absence
from webapp.people.models import Person

BERLIN = ZoneInfo("Europe/Berlin")


def link_of(person: Person) -> str:
    with work():
        links.make(person.id, now=NOON)
    return str(urlsplit(str(links.url_of(person))).path)


def read(app: Flask, path: str) -> Calendar:
    response = Browser(app).get(path)
    assert response.status_code == 200
    assert response.mimetype == "text/calendar"
    return Calendar.from_ical(response.data)


def days(calendar: Calendar) -> list[date]:
    return [event.start.date() for event in calendar.events if str(event["uid"]).startswith("day-")]


def test_every_working_day_has_two_minutes_in_the_persons_own_zone(app: Flask, cast: Cast):
    calendar = read(app, link_of(cast.ana))
    first = calendar.events[0]
    assert first.start == datetime.combine(TUESDAY, time(9, 30), BERLIN)
    assert first["dtstart"].params["TZID"] == "Europe/Berlin"
    assert first.duration == timedelta(minutes=2)
    assert days(calendar)[:5] == [TUESDAY + timedelta(n) for n in (0, 1, 2, 3, 6)]
    assert {day.weekday() for day in days(calendar)} == {0, 1, 2, 3, 4}
    assert date(2026, 12, 25) not in days(calendar), "a holiday"


def test_six_weeks_ask_once_for_the_hour(app: Flask, cast: Cast):
    link = link_of(cast.ana)
    with statements() as seen:
        read(app, link)
    assert sum("push_remindings" in one for one in seen) == 1


def test_it_rings_nowhere_and_blocks_nothing(app: Flask, cast: Cast):
    for event in read(app, link_of(cast.ana)).events:
        assert event.alarms.times == []
        assert event["transp"] == "TRANSPARENT"


def test_the_hour_stays_over_a_change_of_clocks_also_for_who_knows_no_zone_by_name(
    app: Flask, cast: Cast, clock: Clock
):
    clock.at = datetime(2027, 3, 24, 11, 0, tzinfo=UTC)
    calendar = read(app, link_of(cast.ana))
    (zone,) = calendar.timezones
    assert zone["tzid"] == "Europe/Berlin"
    by_the_feed = zone.to_tz()
    on = {event.start.date(): event.start for event in calendar.events}
    for day, utc in ((date(2027, 3, 25), 8), (date(2027, 3, 30), 7)):
        assert on[day].astimezone(UTC).hour == utc
        there = datetime.combine(day, time(9, 30), by_the_feed)
        assert there.astimezone(UTC).hour == utc


def test_days_off_are_free_and_those_who_travel_take_the_hour_along(app: Flask, cast: Cast):
    with work():
        enter_absence(cast.ada, cast.ana, TUESDAY + timedelta(1), TUESDAY + timedelta(2), now=NOON)
        move_to_zone(cast.ana, "America/New_York", now=NOON)
    calendar = read(app, link_of(cast.ana))
    assert days(calendar)[:2] == [TUESDAY, TUESDAY + timedelta(3)]
    assert calendar.events[0].start == datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


def test_the_same_day_keeps_its_name(app: Flask, cast: Cast, clock: Clock):
    path = link_of(cast.ana)
    before = {str(event["uid"]): event.start for event in read(app, path).events}
    clock.forward(days=1)
    after = {str(event["uid"]): event.start for event in read(app, path).events}
    kept = before.keys() & after.keys()
    assert len(kept) > 20
    assert all(before[uid] == after[uid] for uid in kept)


def test_competitions_of_theirs_are_in_it_all_day_where_they_go_from_midnight_to_midnight(app: Flask, cast: Cast):
    with work():
        teams = [cast.reds.id, cast.blues.id]
        a_competition(cast.mara, teams, between="teams", name="Winter, cup; one\r\nBEGIN:VEVENT")
        a_competition(cast.mara, teams, between="teams", name="Sprint", ends_at=SATURDAY - timedelta(hours=6))
        a_competition(cast.mara, teams, between="teams", name="A trial", hidden=True)
        a_competition(cast.ada, [cast.greens.id, cast.blues.id], between="teams", name="Others")
    found = {str(e["summary"]): e for e in read(app, link_of(cast.ana)).events if "competition" in str(e["uid"])}
    assert found.keys() == {"Winter, cup; one BEGIN:VEVENT", "Sprint"}
    cup, sprint = found["Winter, cup; one BEGIN:VEVENT"], found["Sprint"]
    assert (cup.start, cup.end) == (date(2026, 11, 23), date(2026, 11, 28))
    assert sprint.end == datetime(2026, 11, 27, 18, 0, tzinfo=BERLIN)


def test_who_does_not_play_has_their_competitions_alone(app: Flask, cast: Cast):
    with work():
        a_competition(cast.mara, [cast.reds.id, cast.blues.id], between="teams")
    calendar = read(app, link_of(cast.mara))
    assert [str(event["summary"]) for event in calendar.events] == ["A contest"]


def test_what_did_not_change_is_not_sent_again(app: Flask, cast: Cast, clock: Clock):
    path = link_of(cast.ana)
    first = Browser(app).get(path)
    assert "private" in first.headers["Cache-Control"]
    clock.forward(hours=2)
    again = Browser(app).get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    with work():
        enter_absence(cast.ada, cast.ana, TUESDAY + timedelta(1), TUESDAY + timedelta(1), now=NOON)
    assert Browser(app).get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_new_link_ends_the_old_one(app: Flask, cast: Cast):
    old = link_of(cast.ana)
    new = link_of(cast.ana)
    assert Browser(app).get(old).status_code == 404
    assert Browser(app).get(new).status_code == 200
    with work():
        links.end(cast.ana.id)
    assert Browser(app).get(new).status_code == 404


def test_a_guess_opens_nothing_and_neither_does_the_row_alone(app: Flask, cast: Cast):
    path = link_of(cast.ana)
    nonce = links.CalendarLink.query.one().nonce
    for guess in (nonce, "a" * 50, f"{path[10:-4]}x", str(cast.ana.id)):
        assert Browser(app, cast.ana).get(f"/calendar/{guess}.ics").status_code == 404


def test_who_was_deactivated_has_none(app: Flask, cast: Cast):
    path = link_of(cast.ana)
    with work():
        deactivate(cast.ana, cast.ada, now=NOON)
    assert Browser(app).get(path).status_code == 404


def test_the_link_stays_out_of_the_logs(app: Flask, cast: Cast):
    path = link_of(cast.ana)
    with capture_logs() as logged:
        Browser(app).get(path)
    assert [line["path"] for line in logged] == ["/calendar/….ics"]


def test_a_person_makes_and_ends_their_link_on_the_page(app: Flask, cast: Cast):
    browser = Browser(app, cast.ana)
    assert "/calendar/" not in browser.get("/reminders").text
    assert browser.post("/calendar-link", back="/reminders").headers["Location"] == "/reminders"
    shown = browser.get("/reminders").text
    assert str(links.url_of(cast.ana)) in shown
    assert 'href="webcal://repartee.test/calendar/' in shown
    browser.post("/calendar-link/end", back="//evil.test")
    assert links.url_of(cast.ana) is None


def test_without_a_sign_in_nobody_makes_one(app: Flask, cast: Cast):
    for path in ("/calendar-link", "/calendar-link/end", "/digests"):
        assert "/sign-in" in Browser(app).post(path).headers["Location"]
    assert links.CalendarLink.query.count() == 0
