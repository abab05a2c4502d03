"""What a reply, and a reply whose voting has closed, counts for."""

from webapp.badges.measures import Judged, Reply, of_closing, of_reply, of_votes
from webapp.voting.rules import Sums

ALL = [{"text": "nine days", "used": True}, {"text": "no fee", "used": True}]
HALF = [{"text": "nine days", "used": True}, {"text": "no fee", "used": False}]


def reply(
    *,
    practice: bool = False,
    repeated: bool = False,
    text: str = "Yes.",
    proof: bool = False,
    key_points: list[dict[str, object]] = HALF,
) -> list[str]:
    return of_reply(Reply(practice, repeated, text, proof, key_points))


def closed(*votes: tuple[int, int], coach: bool = False) -> list[str]:
    weights = [3000 if coach and n == 0 else 1000 for n, _ in enumerate(votes)]
    fact = sum(w * vote[0] for w, vote in zip(weights, votes, strict=True))
    persuasion = sum(w * vote[1] for w, vote in zip(weights, votes, strict=True))
    return of_closing(Sums(len(votes), sum(weights), fact, persuasion))


def test_a_plain_reply_is_a_reply_and_no_more():
    assert reply() == ["replies"]


def test_a_reply_with_every_key_point_is_complete():
    assert reply(key_points=ALL, text="x" * 161) == ["replies", "complete_replies"]


def test_a_complete_reply_within_160_characters_is_short_too():
    assert reply(key_points=ALL, text="x" * 160) == ["replies", "complete_replies", "short_replies"]


def test_a_short_reply_that_says_nothing_is_not_rewarded():
    assert "short_replies" not in reply(text="x")


def test_a_fact_without_key_points_makes_nothing_complete():
    assert reply(key_points=[]) == ["replies"]


def test_a_proof_shown_counts():
    assert reply(proof=True) == ["replies", "proofs"]


def test_practice_counts_as_practice_only():
    assert reply(practice=True, proof=True, key_points=ALL) == ["practices"]


def test_the_same_words_again_count_for_nothing():
    assert reply(repeated=True, key_points=ALL, proof=True) == []


def test_a_reply_nobody_judged_counts_for_nothing():
    assert closed() == []


def test_three_convinced_peers_make_both_halves_strong():
    assert closed((2, 2), (2, 2), (2, 2)) == ["strong_facts", "strong_persuasion", "strong_both"]


def test_two_convinced_peers_are_too_few():
    assert closed((2, 2), (2, 2)) == []


def test_charm_without_truth_is_persuasion_alone():
    assert closed((0, 2), (1, 2), (0, 2)) == ["strong_persuasion"]


def test_truth_without_charm_is_fact_alone():
    assert closed((2, 0), (2, 1), (2, 1)) == ["strong_facts"]


def test_the_best_badge_takes_a_coach_and_three_peers_all_convinced():
    assert "best_replies" in closed((2, 2), (2, 2), (2, 2), (2, 2), coach=True)
    assert "best_replies" not in closed((2, 2), (2, 2), (2, 2), coach=True)


def test_five_votes_are_a_crowd():
    assert closed(*[(1, 1)] * 5) == ["crowds"]
    assert closed(*[(1, 1)] * 4) == []


def test_a_reason_counts_for_who_gave_it():
    assert of_votes([Judged(1, False, 2, "no_proof"), Judged(2, False, 2, None)]) == [(1, "reasons")]


def test_seeing_the_fact_as_the_coach_did_counts_for_peers_only():
    votes = [Judged(1, False, 2, None), Judged(2, False, 1, None), Judged(9, True, 2, None)]
    assert of_votes(votes) == [(1, "agreements")]


def test_without_a_coach_nobody_agrees_with_one():
    assert of_votes([Judged(1, False, 2, None), Judged(2, False, 2, None)]) == []
