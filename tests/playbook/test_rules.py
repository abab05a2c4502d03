"""Key points are matched as plain text: forgiving about how it was typed, strict about what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.playbook.rules import key_points_used


def used(text: str, *wordings: str) -> bool:
    return key_points_used(text, [(wordings[0], wordings[1:])]) == [True]


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("NINE Working\n  days!", "nine working days"),
        ("It takes ９ days", "9 days"),
        ("We’re live in a week", "we're live"),
        ("a nine‑day start", "nine-day"),
        ("a nine day start", "nine-day"),
        ("at 91 % of staff", "91%"),
        ("only €3.90", "€ 3.90"),
        ("3.90EUR a head", "3.90"),
        ("open on Sundays", "sunday"),
        ("the ro­ta is ready", "rota"),
        ("Straße", "STRASSE"),
        ("Café", "café"),
        ("導入は9日間です", "9日"),
        ("平均九天就能上线", "九天"),
        ("ใช้เวลา 9 วันทำงาน", "9 วัน"),
        ("تسعة أيام عمل فقط", "تسعة أيام"),
        ("तीन घंटे में", "तीन घंटे"),
    ],
)
def test_the_same_words_are_found_however_they_were_typed(text: str, wording: str) -> None:
    assert used(text, wording)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("19 days", "9 days"),
        ("1.9 days", "9 days"),
        ("3.90 EUR", "90"),
        ("1,500 shops", "1"),
        ("1,500 shops", "500 shops"),
        ("9 daysail boats", "9 days"),
        ("a teammate", "team"),
        ("disappoint", "app"),
        ("its as easy", "a"),
        ("導入は19日間です", "9日"),
        ("तीन घंटे", "तीन घंट"),
        ("nine long days", "nine days"),
        ("", "nine days"),
        ("anything at all", ""),
        ("anything at all", " — "),
    ],
)
def test_other_words_are_not_found_in_them(text: str, wording: str) -> None:
    assert not used(text, wording)


def test_a_later_mention_counts_where_an_earlier_one_only_looked_like_it() -> None:
    assert used("Not 19 days, 9 days.", "9 days")


def test_each_key_point_is_told_apart_and_any_wording_will_do() -> None:
    points = [("nine days", ["9 days"]), ("one lead", []), ("no fee", ["free"])]
    assert key_points_used("Free, and live in 9 days.", points) == [True, False, True]


WORDS = st.text(alphabet="abcdefghij0123456789äßéяж日本", min_size=1, max_size=8)


@given(WORDS, st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_a_wording_that_stands_alone_is_always_found(wording: str, before: list[str], after: list[str]) -> None:
    assert used(" ".join([*before, wording, *after]), wording)


@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_in_any_script_gets_an_answer(text: str, wording: str) -> None:
    assert used(text, wording) in (True, False)


@given(st.lists(WORDS), WORDS)
def test_case_and_spacing_never_matter(said: list[str], wording: str) -> None:
    assert used(" ".join(said), wording) == used("\n\t".join(said).upper(), f" {wording.title()} ")
