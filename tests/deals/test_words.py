"""What words mean: suggested, confirmed by an admin, followed by every deal, and counted only then."""

import random
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.cast import NOON, TUESDAY, Cast
from tests.deals import plainly
from tests.deals.office import a_loss, term, written
from tests.deals.plainly import Loss
from tests.doors import Browser
from webapp.core.work import work
from webapp.deals import actions
from webapp.deals.models import Deal, DealTopic
from webapp.deals.queries import TopicWeight, basis, terms, topic_weights
from webapp.deals.rules import FORGOTTEN
from webapp.deals.suggesting import Reading, suggest
from webapp.extensions import db
from webapp.people.merging import merge
from webapp.playbook.models import Prompt, Topic


@pytest.fixture
def ada(app: Flask, cast: Cast) -> Browser:
    return Browser(app, cast.ada)


@pytest.fixture
def topic(cast: Cast) -> int:
    return db.session.scalars(select(Topic.id).where(Topic.key == "topic-0")).one()


def topics_of(name: str) -> set[int]:
    rows = select(DealTopic.topic_id).join(Deal, Deal.id == DealTopic.deal_id).where(Deal.name == name)
    return set(db.session.scalars(rows))


def test_words_count_for_nothing_until_somebody_confirms_them(ada: Browser, topic: int):
    written(a_loss(1, reason="Slow onboarding"), a_loss(2, reason="slow  ONBOARDING"))
    assert topic_weights(TUESDAY) == {}
    assert ada.post(f"/desk/deals/words/{term('Slow onboarding').id}", topic=topic).status_code == 302
    weight = topic_weights(TUESDAY)[topic]
    assert weight.weight > 1.2
    assert weight[1:] == (2, 2_000_00, "Slow onboarding")


def test_who_confirmed_and_when_is_kept_and_may_be_changed(ada: Browser, cast: Cast, topic: int):
    written(a_loss(1, reason="Slow onboarding"))
    ada.post(f"/desk/deals/words/{term('Slow onboarding').id}", topic=topic)
    kept = term("Slow onboarding")
    assert (kept.topic_id, kept.by_id, kept.at) == (topic, cast.ada.id, NOON)
    ada.post(f"/desk/deals/words/{kept.id}", topic=topic + 1)
    assert topics_of("Deal 1") == {topic + 1}
    ada.post(f"/desk/deals/words/{kept.id}", topic="none")
    assert topics_of("Deal 1") == set()
    assert terms("reason", is_confirmed=False, limit=9) == []
    assert [row.topic_id for row in terms("reason", is_confirmed=True, limit=9)] == [None]


def test_new_deals_follow_what_was_confirmed_and_changed_ones_leave(ada: Browser, topic: int):
    written(a_loss(1, reason="Slow onboarding", competitor="ShiftMate"))
    ada.post(f"/desk/deals/words/{term('Slow onboarding').id}", topic=topic)
    ada.post(f"/desk/deals/words/{term('ShiftMate').id}", topic=topic + 1)
    written(a_loss(2, reason="SLOW onboarding"), a_loss(3, reason="Other"))
    assert [topics_of(f"Deal {n}") for n in (1, 2, 3)] == [{topic, topic + 1}, {topic}, set()]
    written(a_loss(1, reason="Other"), a_loss(2, reason="Slow onboarding", outcome="won"))
    assert [topics_of(f"Deal {n}") for n in (1, 2)] == [set(), set()]


def test_what_the_database_sums_is_what_every_deal_says(cast: Cast, topic: int):
    chance, words = random.Random(7), ("Slow", "Dear", "Late")
    losses = [
        a_loss(
            n,
            chance.choice((0, 1, 5 * 10**14, int(chance.lognormvariate(14, 2)))),
            reason=chance.choice(words),
            competitor=chance.choice((None, "ShiftMate")),
            closed_on=TUESDAY - timedelta(days=chance.choice((0, 3, 89, 90, 449, 450, chance.randint(0, 460)))),
            outcome=chance.choice(("lost", "lost", "won")),
        )
        for n in range(300)
    ]
    means = {"Slow": topic, "Dear": topic + 1, "ShiftMate": topic}
    written(*losses)
    with work():
        for said, meant in means.items():
            actions.confirm(cast.ada, term(said).id, meant, now=NOON)
    young = [one for one in losses if one.outcome == "lost" and (TUESDAY - one.closed_on).days < FORGOTTEN]
    about = {one: {means[said] for said in (one.reason, one.competitor) if said in means} for one in young}
    plain = [Loss(to, (TUESDAY - one.closed_on).days, one.value) for one, all_ in about.items() for to in all_]
    found = topic_weights(TUESDAY)
    topics = db.session.scalar(select(func.count()).select_from(Topic)) or 0
    assert {to: one.weight for to, one in found.items()} == pytest.approx(plainly.weights(plain, topics))
    recent = [one for one in plain if one.days < 90]
    for to, one in found.items():
        here = [loss.value for loss in recent if loss.topic_id == to]
        assert (one.lost, one.lost_value) == (len(here), sum(here))


def test_the_page_says_on_how_many_deals_its_weights_rest(ada: Browser, topic: int):
    both, old = {"reason": "Slow", "competitor": "ShiftMate"}, TUESDAY - timedelta(days=FORGOTTEN)
    written(
        *(a_loss(n, **both) for n in range(2)),
        *(a_loss(n, reason="Dear") for n in range(2, 5)),
        *(a_loss(5, reason="Late"), a_loss(6), a_loss(7, closed_on=old, **both)),
        *(a_loss(8, outcome="won"), a_loss(9, outcome="won", closed_on=old)),
    )
    for said, meant in (("Slow", topic), ("ShiftMate", topic + 1), ("Late", "none")):
        ada.post(f"/desk/deals/words/{term(said).id}", topic=meant)
    assert basis(TUESDAY) == (2, 4, 1), "the one that is about none of the topics is explained"
    page = ada.get("/desk/deals").text
    assert "From 2 lost deals, beside 1 that was won." in page
    assert "4 more were lost over words that nobody has confirmed yet, or over none." in page


def test_old_and_coming_deals_are_no_news(ada: Browser, topic: int):
    written(a_loss(1, reason="Slow"), a_loss(2, reason="Slow", closed_on=TUESDAY - timedelta(days=100)))
    ada.post(f"/desk/deals/words/{term('Slow').id}", topic=topic)
    assert topic_weights(TUESDAY)[topic].lost == 1
    assert topic_weights(TUESDAY - timedelta(days=50))[topic].lost == 1, "as of then, the other was still to come"
    assert topic_weights(TUESDAY + timedelta(days=95))[topic][1:] == (0, 0, None)
    assert topic_weights(TUESDAY + timedelta(days=500)) == {}


def test_no_topic_and_no_words_of_nobody(ada: Browser):
    written(a_loss(1, reason="Slow"))
    assert ada.post(f"/desk/deals/words/{term('Slow').id}", topic=2**31 - 1).status_code == 422
    assert ada.post("/desk/deals/words/999", topic="none").status_code == 404
    assert term("Slow").at is None


def test_suggestions_come_from_names_and_what_is_said_under_them():
    readings = [
        Reading(1, "Onboarding"),
        Reading(2, "Pricing"),
        Reading(3, "Security"),
        Reading(2, "It costs four euros per person and month."),
        Reading(1, "Nine working days from contract to the first rota."),
    ]
    found = suggest(["Slow onboarding", "price too high", "xyz", "data security worries"], readings)
    assert [[one.topic_id for one in likely[:1]] for likely in found] == [[1], [2], [], [3]]


def test_the_page_offers_the_likely_topic_first(ada: Browser, topic: int):
    written(a_loss(1, reason="Rollout takes months"), a_loss(2, competitor="ShiftMate"))
    assert "Likely" not in ada.get("/desk/deals/words").text
    ada.post(f"/desk/deals/words/{term('Rollout takes months').id}", topic=topic)
    written(a_loss(3, reason="The rollout takes too long"))
    page = ada.get("/desk/deals/words").text
    assert "Likely" in page
    assert "ShiftMate" not in page
    assert "ShiftMate" in ada.get("/desk/deals/words?kind=competitor").text


def test_managers_read_and_reps_see_nothing(app: Flask, cast: Cast, topic: int):
    written(a_loss(1, reason="Slow"))
    mara, ana = Browser(app, cast.mara), Browser(app, cast.ana)
    page = mara.get("/desk/deals/words").text
    assert "Slow" in page
    assert "<select" not in page
    assert mara.get("/desk/deals").status_code == 200
    assert mara.post(f"/desk/deals/words/{term('Slow').id}", topic=topic).status_code == 403
    for path in ("/desk/deals", "/desk/deals/words"):
        assert ana.get(path).status_code == 403
        assert Browser(app, cast.kofi).get(path).status_code == 403
    assert term("Slow").at is None


def test_an_objection_becomes_a_line_in_review_once(app: Flask, cast: Cast, ada: Browser, topic: int):
    said = "We tried a tool like yours and nobody used it."
    written(a_loss(1, objection=said))
    one = term(said)
    ada.post(f"/desk/deals/words/{one.id}", topic=topic)
    led = Browser(app, cast.mara).post(f"/desk/deals/words/{one.id}/line")
    prompt = db.session.scalars(select(Prompt).where(Prompt.text == said)).one()
    assert (prompt.state, prompt.topic_id, prompt.situation) == ("review", topic, "objection")
    assert (prompt.steps[-1].by_id, prompt.steps[-1].at) == (cast.mara.id, NOON)
    assert led.location.endswith(f"/desk/playbook/lines/{prompt.origin_id}")
    assert Browser(app, cast.ana).post(f"/desk/deals/words/{one.id}/line").status_code == 403
    ada.post(f"/desk/deals/words/{one.id}/line")
    assert len(db.session.scalars(select(Prompt).where(Prompt.text == said)).all()) == 1


def test_a_reason_is_no_line(ada: Browser):
    written(a_loss(1, reason="Slow"))
    assert ada.post(f"/desk/deals/words/{term('Slow').id}/line").status_code == 404


def test_a_topic_says_what_was_lost_over_it_most(cast: Cast, topic: int):
    written(a_loss(1, 5, reason="A few"), *(a_loss(n, 5, reason="Many") for n in range(2, 5)))
    with work():
        for words in ("A few", "Many"):
            actions.confirm(cast.ada, term(words).id, topic, now=NOON)
    found = topic_weights(TUESDAY)[topic]
    assert isinstance(found, TopicWeight)
    assert found.words == "Many"


def test_a_merged_persons_deals_and_decisions_come_along(cast: Cast, topic: int):
    written(a_loss(1, reason="Slow", owner_id=cast.ben.id))
    with work():
        merge(cast.ada, cast.ana, cast.ben, now=NOON)
    assert db.session.scalars(select(Deal.owner_id)).one() == cast.ana.id
