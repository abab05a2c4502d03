"""The pages: who sees whose figures, and that every figure says from how many."""

import re

import pytest
from flask import Flask

from tests.cast import NOON, Cast
from tests.doors import Browser, Clock, statements
from tests.doors import clock as clock
from tests.insights.worlds import a_month_of_it, learned
from webapp.core.tables import read
from webapp.core.work import work
from webapp.extensions import db
from webapp.insights import tasks
from webapp.insights.sections.catalogue import SECTIONS
from webapp.people.actions import deactivate
from webapp.people.models import CoachedCohort, ManagedCohort
from webapp.ready.actions import set_bar
from webapp.ready.rules import Bar
from webapp.schedule.actions import keep_fit
from webapp.schedule.fitting import Fit
from webapp.schedule.memory import Curve

PAGES = ("", *(f"/{name}" for name in SECTIONS))


def page(browser: Browser, path: str = "", **query: object) -> str:
    """As a reader would have it: without tags."""
    response = browser.get(f"/desk/insights{path}", query_string=query)
    assert response.status_code == 200, response.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def test_a_manager_reads_three_sentences_about_their_own_teams(app: Flask, cast: Cast):
    a_month_of_it(cast)
    said = page(Browser(app, cast.mara))
    assert "Blues needs it most: the fact on Topic 0 is at 55 %" in said
    assert "n = 48" in said
    assert "Ask what keeps them: a reply on only 0 %" in said
    assert "Topic 1" not in said


def test_people_without_a_team_are_never_the_ones_who_need_it_most(app: Flask, cast: Cast):
    with work():
        for person, fact in ((cast.ana, 0.9), (cast.cleo, 0.8), (cast.outsider, 0.1)):
            learned(person, fact, 0.9)
        cast.outsider.team_id = None
        db.session.add(cast.outsider)
    tasks.count_newest()
    assert "nobody’s" not in page(Browser(app, cast.ada))


def test_the_title_says_how_many_weeks_it_is_about(app: Flask, cast: Cast):
    mara = Browser(app, cast.mara)
    assert "Four weeks in three sentences" in page(mara)
    assert "Two weeks in three sentences" in page(mara, weeks=2)
    assert "A quarter in three sentences" in page(mara, weeks=13)


def test_a_cohort_is_measured_by_the_bar_that_its_managers_set(app: Flask, cast: Cast):
    with work():
        for person in (cast.ana, cast.ben, cast.cleo, cast.dev):
            learned(person, 0.8, 0.85)
    tasks.count_newest()
    mara, cohort = Browser(app, cast.mara), {"cohort": cast.autumn.id}
    assert "Nothing is weak: the lowest is the fact on Topic 0 with 80 %" in page(mara, **cohort)
    with work():
        set_bar(cast.ada, cast.autumn.id, Bar(0.75, 0.9, 0.55), now=NOON)
    assert "Topic 0 needs work: the fact is at 80 %" in page(mara, **cohort)


@pytest.mark.parametrize(("hour", "day"), [(11, "Sun 22 Nov"), (12, "Mon 23 Nov")])
def test_participation_says_up_to_which_day(app: Flask, cast: Cast, clock: Clock, hour: int, day: str):
    clock.at = clock().replace(hour=hour)
    a_month_of_it(cast)
    assert f"of all working days up to {day}; n is" in page(Browser(app, cast.mara), "/habit")


def test_an_admin_reads_about_everybody(app: Flask, cast: Cast):
    a_month_of_it(cast)
    said = page(Browser(app, cast.ada))
    assert "Topic 1 needs work: persuasion is at 10 %" in said or "Topic 1 needs work: the fact is at 10 %" in said


def test_the_evidence_is_one_tap_away(app: Flask, cast: Cast):
    a_month_of_it(cast)
    mara = Browser(app, cast.mara)
    way = re.search(r'href="([^"]+)">See the evidence', mara.get("/desk/insights").text)
    assert way
    evidence = mara.get(way[1].replace("&amp;", "&"))
    assert evidence.text.index("Blues") < evidence.text.rindex("Reds")
    assert "Fact 20 %" in evidence.text


def test_a_coach_sees_the_people_of_the_cohorts_they_coach_and_no_others(app: Flask, cast: Cast):
    a_month_of_it(cast)
    kofi = Browser(app, cast.kofi)
    assert "Ana" in page(kofi, "/topics")
    assert "Outsider" not in page(kofi, "/topics")
    assert "Spring" not in page(kofi, "/cohorts")


def test_a_coach_of_nobody_sees_nobody(app: Flask, cast: Cast):
    a_month_of_it(cast)
    with work():
        db.session.query(CoachedCohort).delete()
    assert all("Ana" not in page(Browser(app, cast.kofi), path) for path in PAGES)


def test_a_manager_sees_of_a_shared_cohort_only_their_own_people(app: Flask, cast: Cast):
    with work():
        cast.outsider.cohort_id = cast.autumn.id
        db.session.add(cast.outsider)
    a_month_of_it(cast)
    mara = Browser(app, cast.mara)
    cohort = {"cohort": cast.autumn.id}
    assert "n is 48 judged replies" in page(mara, "/topics", **cohort)
    assert "Outsider" not in page(mara, "/topics", **cohort)
    assert "n is 4 people" in page(mara, "/ramp", **cohort)


def test_a_manager_to_whom_a_cohort_was_given_sees_all_of_its_people_and_no_others(app: Flask, cast: Cast):
    with work():
        stefan = cast.person("Stefan", "manager")
        db.session.add(ManagedCohort(person_id=stefan.id, cohort_id=cast.spring.id))
        db.session.add(ManagedCohort(person_id=cast.mara.id, cohort_id=cast.spring.id))
    a_month_of_it(cast)
    alone, besides = Browser(app, stefan), Browser(app, cast.mara)
    assert "n is 12 judged replies" in page(alone, "/topics")
    assert "Outsider" in page(alone, "/topics")
    assert "Ana" not in page(alone, "/topics")
    assert "n is 12 judged replies" in page(alone, "/topics", cohort=cast.spring.id)
    assert alone.get("/desk/insights", query_string={"cohort": cast.autumn.id}).status_code == 404
    assert alone.get("/desk/insights", query_string={"team": cast.greens.id}).status_code == 404
    assert "n is 60 judged replies" in page(besides, "/topics")
    assert "Outsider" in page(besides, "/topics")
    assert "n is 48 judged replies" in page(besides, "/topics", cohort=cast.autumn.id)
    assert "Outsider" not in page(besides, "/topics", team=cast.reds.id)
    assert "No judged replies" in page(besides, "/topics", team=cast.reds.id, cohort=cast.spring.id)
    assert all(page(one, path) for one in (alone, besides) for path in PAGES)


def test_one_team_is_looked_at_alone(app: Flask, cast: Cast):
    a_month_of_it(cast)
    said = page(Browser(app, cast.mara), "/topics", team=cast.reds.id)
    assert "Ana" in said
    assert "Cleo" not in said
    assert "n is 24 judged replies" in said


def test_a_team_and_a_cohort_are_both_looked_at_and_both_named(app: Flask, cast: Cast):
    with work():
        cast.ben.cohort_id = cast.spring.id
        db.session.add(cast.ben)
    a_month_of_it(cast)
    both = {"team": cast.reds.id, "cohort": cast.autumn.id}
    said = page(Browser(app, cast.mara), "/topics", **both)
    assert "Reds, Autumn" in said
    assert "n is 12 judged replies" in said
    assert "Ana" in said
    assert "Ben" not in said
    assert "Cleo" not in said
    file = Browser(app, cast.mara).get("/desk/insights/topics/people.csv", query_string=both)
    assert [row[0] for row in read(file.data).rows] == ["Ana"]


@pytest.mark.parametrize("path", ["", "/topics", "/topics/people.csv"])
def test_a_strangers_cohort_is_not_found_beside_ones_own_team_nor_the_other_way_round(
    app: Flask, cast: Cast, path: str
):
    a_month_of_it(cast)
    mara = Browser(app, cast.mara)
    for team, cohort in ((cast.reds, cast.spring), (cast.greens, cast.autumn)):
        asked = {"team": team.id, "cohort": cohort.id}
        assert mara.get(f"/desk/insights{path}", query_string=asked).status_code == 404


def test_a_groups_interval_is_as_wide_as_its_people_differ(app: Flask, cast: Cast, monkeypatch):
    """Twelve replies of one person are no twelve people."""
    with work():
        for person, fact in ((cast.ana, 0.8), (cast.ben, 0.7), (cast.cleo, 0.6), (cast.dev, 0.7)):
            learned(person, fact, 0.7)
    tasks.count_newest()
    mara = Browser(app, cast.mara)
    assert "Fact 70 % (57–83)" in page(mara, "/topics"), "t with three degrees of freedom times 0.0408"
    monkeypatch.setattr("webapp.insights.sight.MANY", 3)
    assert "Fact 70 % (68–72)" in page(mara, "/topics")


def test_delayed_recall_stands_beside_what_was_expected(app: Flask, cast: Cast):
    a_month_of_it(cast)
    said = page(Browser(app, cast.mara), "/recall")
    assert "Right 80 % (58–92)" in said
    assert "Expected 85 %" in said
    assert "they miss by 5 %" in said
    assert "Brier score 0.162" in said


def test_whose_answers_the_forecasts_go_by_is_said(app: Flask, cast: Cast):
    a_month_of_it(cast)
    mara = Browser(app, cast.mara)
    assert "it learns from 400 answers, and 0 are here" in page(mara, "/recall")
    with work():
        keep_fit(Fit(4213, Curve(0.5, 0.2), 0.56, 0.52), now=NOON)
    said = page(mara, "/recall")
    assert "They go by what was learned on Tue 24 Nov 2026 from 4,213 answers given here" in said
    assert "defaults" not in said


def test_who_is_not_ready_yet_is_counted_and_not_dropped(app: Flask, cast: Cast):
    a_month_of_it(cast)
    said = page(Browser(app, cast.mara), "/ramp")
    assert "n is 4 people, 1 of them ready" in said
    assert "Autumn: 25 % of 4" in said


def test_who_left_on_the_way_is_counted_and_a_cohort_that_never_ramped_up_has_no_curve(app: Flask, cast: Cast):
    a_month_of_it(cast)
    with work():
        deactivate(cast.dev, cast.ada, now=NOON)
    said = page(Browser(app, cast.ada), "/ramp")
    assert "n is 4 people, 1 of them ready" in said
    assert "Spring" not in said[said.index("n is 4 people") :]


def test_ramp_up_is_counted_since_they_joined_and_offers_no_weeks(app: Flask, cast: Cast):
    a_month_of_it(cast)
    mara = Browser(app, cast.mara)
    ramp = mara.get("/desk/insights/ramp", query_string={"weeks": 13}).text
    assert "Since they joined" in ramp
    assert '<select id="weeks"' not in ramp
    assert '<input type="hidden" name="weeks" value="13">' in ramp
    assert '<select id="weeks"' in mara.get("/desk/insights/habit").text


def test_what_n_and_a_brier_score_are_is_said_beside_them(app: Flask, cast: Cast):
    a_month_of_it(cast)
    mara = Browser(app, cast.mara)
    assert "n says how many a figure was counted from" in page(mara)
    assert (
        "The Brier score is the mean square of the misses, 0 at best and 0.25 for whoever always says fifty-fifty;"
        in page(mara, "/recall")
    )


def test_deals_are_said_to_go_together_and_never_to_follow(app: Flask, cast: Cast):
    assert "No deals here yet" in page(Browser(app, cast.mara), "/deals")
    a_month_of_it(cast)
    said = page(Browser(app, cast.mara), "/deals")
    assert "Too few to say whether the two go together" in said
    assert "8 deals between them" in said


def test_every_figure_is_a_file_in_which_nothing_runs(app: Flask, cast: Cast):
    with work():
        cast.ana.name = "=SUM(1)"
        db.session.add(cast.ana)
    a_month_of_it(cast)
    response = Browser(app, cast.mara).get("/desk/insights/topics/people.csv")
    assert '"\'=SUM(1)"' in response.get_data(as_text=True)
    table = read(response.data)
    assert table.header[0] == "Name"
    assert {row[0] for row in table.rows} == {"=SUM(1)", "Ben", "Cleo", "Dev"}
    assert Browser(app, cast.mara).get("/desk/insights/topics/nothing.csv").status_code == 404
    assert Browser(app, cast.mara).get("/desk/insights/nothing").status_code == 404


@pytest.mark.parametrize("role", ["kofi", "mara", "ada"])
@pytest.mark.parametrize("path", PAGES)
def test_before_anything_was_counted_every_page_says_so_kindly(app: Flask, cast: Cast, role: str, path: str):
    said = page(Browser(app, getattr(cast, role)), path)
    assert "Nothing was added up yet" in said
    assert "nan" not in said.lower().split()


@pytest.mark.parametrize("weeks", ["2", "4", "13", "x", "-1"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_for_every_length(app: Flask, cast: Cast, path: str, weeks: str):
    a_month_of_it(cast)
    assert "nan" not in page(Browser(app, cast.ada), path, weeks=weeks).lower().split()


def test_one_person_alone_is_no_trouble(app: Flask, cast: Cast):
    with work():
        learned(cast.outsider, 0.5, 0.5, replies=1)
    tasks.count_newest()
    ada = Browser(app, cast.ada)
    assert all("Outsider" in page(ada, path, team=cast.greens.id) for path in ("/topics",))
    assert all(page(ada, path, team=cast.greens.id) for path in PAGES)


def test_the_statements_of_a_page_do_not_grow_with_people(app: Flask, cast: Cast):
    a_month_of_it(cast)
    mara = Browser(app, cast.mara)
    counts = []
    for _ in range(2):
        with statements() as sent:
            page(mara, "/topics")
        counts.append(len(sent))
        with work():
            for n in range(5):
                learned(cast.person(f"New {len(counts)} {n}", "rep", cast.reds, cast.autumn), 0.5, 0.5)
        tasks.count_newest()
    assert counts[0] == counts[1]


def test_many_people_are_not_named_before_a_team_was_chosen(app: Flask, cast: Cast, monkeypatch):
    a_month_of_it(cast)
    monkeypatch.setattr("webapp.insights.sight.MANY", 3)
    mara = Browser(app, cast.mara)
    assert "Choose a team or a cohort above" in page(mara, "/topics")
    assert "Ana" in page(mara, "/topics", team=cast.reds.id)


def test_the_page_says_when_it_was_counted(app: Flask, cast: Cast, clock: Clock):
    a_month_of_it(cast)
    clock.forward(minutes=40)
    assert "As of Tue 24 Nov 2026, 12:00" in page(Browser(app, cast.mara))


def test_reps_have_no_desk_of_this_kind(app: Flask, cast: Cast):
    assert [Browser(app, cast.ana).get(f"/desk/insights{path}").status_code for path in PAGES] == [403] * len(PAGES)
    assert "/desk/insights" not in Browser(app, cast.ana).get("/").text
    assert "/desk/insights" in Browser(app, cast.kofi).get("/desk/insights").text
