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
from webapp.people.models import CoachedCohort

PAGES = ("", *(f"/{name}" for name in SECTIONS))


def page(browser: Browser, path: str = "", **query: object) -> str:
    """As a reader would have it: without tags."""
    response = browser.get(f"/desk/insights{path}", query_string=query)
    assert response.status_code == 200, response.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def test_a_manager_reads_three_sentences_about_their_own_teams(app: Flask, cast: Cast):
    a_month_of_it(cast)
    said = page(Browser(app, cast.mara))
    assert "Blues needs it most: the fact on Topic 0 is at 65 %" in said
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
    assert "Fact 40 %" in evidence.text


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


def test_one_team_is_looked_at_alone(app: Flask, cast: Cast):
    a_month_of_it(cast)
    said = page(Browser(app, cast.mara), "/topics", team=cast.reds.id)
    assert "Ana" in said
    assert "Cleo" not in said
    assert "n is 24 judged replies" in said


def test_delayed_recall_stands_beside_what_was_expected(app: Flask, cast: Cast):
    a_month_of_it(cast)
    said = page(Browser(app, cast.mara), "/recall")
    assert "Right 80 % (58–92)" in said
    assert "Expected 85 %" in said
    assert "they miss by 5 %" in said
    assert "Brier score 0.162" in said


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
