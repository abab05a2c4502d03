from pathlib import Path

import pytest

from webapp.badges.catalogue import BADGES, BY_KEY
from webapp.badges.named import NAMED, NAMED_BY_KEY
from webapp.badges.rules import Badge

GIVEN = {"competitions_won"}
"""Awarded by a room above, not by how far a counter has come."""
ROOM = Path(__file__).parents[2] / "webapp" / "badges"


def test_there_are_enough_badges_and_enough_with_tiers():
    assert len(BADGES) >= 16
    assert sum(len(badge.tiers) == 3 for badge in BADGES) >= 4


def test_no_two_badges_share_a_key_or_a_name():
    everyone = [*BADGES, *NAMED]
    assert len(BY_KEY | NAMED_BY_KEY) == len({badge.name for badge in everyone}) == len(everyone)


@pytest.mark.parametrize("badge", BADGES, ids=lambda badge: badge.key)
def test_a_badge_can_be_kept_and_shown(badge: Badge):
    assert list(badge.tiers) in (["one"], ["bronze", "silver", "gold"])
    assert list(badge.tiers.values()) == sorted(set(badge.tiers.values()))
    assert min(badge.tiers.values()) > 0
    assert len(badge.key) <= 40
    assert str(badge.description).endswith((".", "?"))


@pytest.mark.parametrize("badge", BADGES, ids=lambda badge: badge.key)
def test_every_counter_is_counted_somewhere(badge: Badge):
    counting = (ROOM / "listeners.py").read_text() + (ROOM / "measures.py").read_text()
    assert badge.counter in counting or badge.counter in GIVEN


@pytest.mark.parametrize("badge", [*BADGES, *NAMED], ids=lambda badge: badge.key)
def test_every_picture_is_in_the_sprite(badge: Badge):
    sprite = (ROOM.parents[1] / "static" / "icons" / "sprite.mjs").read_text()
    names = sprite.split("names =")[1].split("`")[1]
    assert badge.picture in names.split()
