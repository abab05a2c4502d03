"""What can be read and what can be seen."""

import pytest

from webapp.core.characters import is_readable, is_visible


@pytest.mark.parametrize("character", ["a", "ß", "ع", "九", "ㄱ", "⠁", "!", "€", "🫨", "\U0001fae9"])
def test_letters_signs_and_any_emoji_are_seen(character: str):
    assert is_readable(character)
    assert is_visible(character)


@pytest.mark.parametrize(
    "character", [" ", "\u00a0", "\u200b", "\u200d", "\u202e", "\ufeff", "\u2028", "\u3164", "\u2800"], ids=ascii
)
def test_spaces_joiners_and_directions_are_allowed_and_not_seen(character: str):
    assert is_readable(character)
    assert not is_visible(character)


@pytest.mark.parametrize(
    "character", ["\x00", "\x1b", "\x7f", "\x85", "\ud800", "\ue000", "\ufffe", "\ufdd0"], ids=ascii
)
def test_what_is_no_character_is_neither(character: str):
    assert not is_readable(character)
    assert not is_visible(character)
