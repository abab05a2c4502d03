"""Which facts and lines come first before a call."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webapp.lines.fitting import (
    ANYBODY,
    Choice,
    Known,
    Prospect,
    Said,
    best_facts,
    best_lines,
    best_prospects,
    roles,
    usual_roles,
)

TODAY = date(2026, 11, 24)
OWNER, HR = "Owner, 9 bakeries", "Head of HR, 71 stores"
PRICED = Prospect(OWNER, "price")


def known(topic: str = "payroll", *prospects: Prospect, worked: int = 0, says: str = "", until: date | None = None):
    return Known(topic, prospects, worked, says, until)


def test_who_says_it_comes_before_who_only_is_them():
    facts = [known("x", Prospect(OWNER, "trust")), known("x", Prospect(HR, "price")), known("x", PRICED)]
    assert best_facts(facts, Choice("owner", "price"), TODAY) == [2, 1, 0]


def test_persona_and_objection_fit_where_one_prospect_has_both():
    apart, together = known("x", Prospect(OWNER, "trust"), Prospect(HR, "price")), known("x", PRICED)
    assert best_facts([apart, together], Choice("owner", "price"), TODAY) == [1, 0]


def test_an_objection_may_be_a_topic():
    assert best_facts([known("support"), known("payroll")], Choice(objection="payroll"), TODAY) == [1, 0]


def test_what_worked_more_often_comes_first_among_what_fits_alike():
    facts = [known(worked=1), known(worked=3), known("x", PRICED), known(worked=3)]
    assert best_facts(facts, Choice(objection="price"), TODAY) == [2, 1, 3, 0]


def test_what_is_true_no_longer_or_does_not_say_it_is_left_out():
    facts = [known(until=TODAY - timedelta(1)), known(until=TODAY), known(says="nine working days")]
    assert best_facts(facts, Choice(), TODAY) == [1, 2]
    assert best_facts(facts, Choice(words=("nine", "days")), TODAY) == [2]


def test_a_line_to_such_a_prospect_comes_before_one_that_worked_on_others():
    said = [Said(ANYBODY, 9), Said(PRICED, 0), Said(PRICED, 2)]
    assert best_lines(said, "payroll", Choice("owner", "price")) == [2, 1, 0]
    assert best_lines(said, "payroll", Choice()) == [0, 2, 1]


def test_the_prospect_that_was_chosen_asks_first():
    assert best_prospects([Prospect(HR, "trust"), PRICED], "payroll", Choice("owner")) == [1, 0]


def test_a_role_is_what_stands_before_the_numbers():
    assert roles("Head of HR, 71 furniture stores") == ["head", "hr"]
    assert roles("Co-owner, 7 gyms") == ["Co".casefold(), "owner"]
    assert roles("IT lead") == ["it", "lead"]
    assert roles(", 7") == roles("") == []


def test_only_what_several_prospects_are_is_offered_the_most_usual_first():
    personas = ["Owner, 9 bakeries"] * 3 + ["Head of HR"] * 4 + ["HR lead"] + ["Landlord, 5 pubs"] * 2
    assert usual_roles(personas) == {"hr": "HR", "head": "Head", "owner": "Owner"}


personas = st.sampled_from([OWNER, HR, "IT lead, 30 stores", "", "Founder"])
situations = st.sampled_from(["price", "trust", "timing"])
topics = st.sampled_from(["payroll", "support", "price"])
prospects = st.builds(Prospect, personas, situations)
facts = st.lists(
    st.builds(
        Known,
        topics,
        st.lists(prospects, max_size=3),
        st.integers(0, 5),
        st.sampled_from(["", "nine days", "one lead"]),
        st.none() | st.dates(TODAY - timedelta(2), TODAY + timedelta(2)),
    ),
    max_size=8,
)
choices = st.builds(
    Choice,
    st.sampled_from(["", "owner", "hr", "nobody"]),
    st.sampled_from(["", "price", "payroll", "nothing"]),
    st.sampled_from([(), ("nine",), ("lead", "one")]),
)


@given(facts, choices)
def test_all_that_is_true_and_says_it_is_there_once(some, choice):
    best = best_facts(some, choice, TODAY)
    assert len(set(best)) == len(best)
    for n, fact in enumerate(some):
        wanted = all(word in fact.says for word in choice.words) and (fact.valid_until or TODAY) >= TODAY
        assert (n in best) == wanted


@given(facts, choices)
def test_no_choice_hides_what_no_choice_shows(some, choice):
    assert set(best_facts(some, choice._replace(persona="", objection=""), TODAY)) == set(
        best_facts(some, choice, TODAY)
    )
