"""What a reply may say."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.answers.rules import LONGEST, Flaw, cleaned, flaw

EMPTY = ["", " ", "\n\n", "\t", "\u3000\u00a0", "\u200b", "\u200b\u200d\ufeff", "\u202e\u202c", "\u2028", "\u00ad"]
UNREADABLE = [
    "\x00",
    "a\x00b",
    "bell\x07",
    "\x1b[31mred",
    "\ud800",
    "half \udfff",
    "\ue000",
    "\ufffe",
    "\x7f",
    "a\x0bb",
]
WELCOME = [
    "x",
    "Neun Werktage – größer geht’s nicht.",
    "تسعة أيام عمل، مع مسؤول واحد.",
    "תשעה ימי עבודה",
    "ใช้เวลาเก้าวันทำการ",
    "九个工作日,有专人负责。",
    "नौ कार्य दिवस",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
    "🫨",
    "\U0001fadc\U0001fae9",
    "<script>alert(1)</script>",
    "'; DROP TABLE answers; --",
    "{{ 7 * 7 }} ${7*7} %s %(x)s",
    "two\nlines\tand a tab",
    "ZWNJ می‌خواهم",
    "a" * LONGEST,
    "😀" * LONGEST,
]


@pytest.mark.parametrize("text", EMPTY, ids=ascii)
def test_nothing_to_see_is_empty(text: str):
    assert flaw(cleaned(text)) is Flaw.EMPTY


@pytest.mark.parametrize("text", UNREADABLE, ids=ascii)
def test_what_nobody_can_read_is_refused(text: str):
    assert flaw(cleaned(text)) is Flaw.UNREADABLE


@pytest.mark.parametrize("text", WELCOME, ids=ascii)
def test_any_script_is_welcome(text: str):
    assert flaw(cleaned(text)) is None
    assert cleaned(text) == text


def test_one_character_over_four_hundred_is_too_long():
    assert flaw("a" * (LONGEST + 1)) is Flaw.LONG
    assert flaw("😀" * (LONGEST + 1)) is Flaw.LONG
    assert flaw(cleaned("  " + "a" * LONGEST + "\n\n")) is None, "what is trimmed does not count"


def test_every_kind_of_line_break_becomes_one():
    assert cleaned("\r\none\r\ntwo\rthree\n") == "one\ntwo\nthree"


@given(st.text(max_size=500))
def test_cleaning_twice_changes_nothing_more(text: str):
    assert cleaned(cleaned(text)) == cleaned(text)


@given(st.text(max_size=500))
def test_what_passes_is_short_visible_and_can_be_stored_everywhere(text: str):
    text = cleaned(text)
    if flaw(text) is None:
        assert 1 <= len(text) <= LONGEST
        assert "\x00" not in text
        assert text.encode("utf-8").decode("utf-8") == text
        assert any(unicodedata.category(c)[0] in "LMNPSC" for c in text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=LONGEST))
def test_letters_figures_and_signs_always_pass(text: str):
    assert flaw(cleaned(text)) is None
