"""Ways to rank replies by the same votes. Each takes what the app knows, and no truth; but for the oracle."""

import numpy as np

from bench.judging.world import JUDGES, REPLIES, Floats, Ints, Votes, World
from webapp.trust import seeing, worth
from webapp.trust.ballots import Ballots, Judges
from webapp.trust.learning import ROUNDS, UNSETTLED, learn
from webapp.trust.weights import weights
from webapp.voting.rules import COACH, PEER, Sums, score

COACH_ONLY = np.arange(JUDGES + 1) == JUDGES


def by_mean(votes: Votes) -> Floats:
    return np.bincount(votes.reply, votes.vote.sum(axis=1)) / np.bincount(votes.reply)


def by_learning(votes: Votes, author: Ints) -> tuple[Floats, Floats]:
    """By what was learned of replies, and by the score that the app shows, with the weights learned of judges."""
    ballots = Ballots(*votes, author=author, coach=COACH_ONLY)
    learned = learn(ballots)
    weight = weights(learned.judges, np.arange(JUDGES), ballots.shared()[:JUDGES])
    return learned.replies.sum(axis=1), by_score(votes, weight)


def by_score(votes: Votes, weight: Ints | None = None) -> Floats:
    """The score of DESIGN.md, as the app computes it; with every peer alike unless told otherwise."""
    peers = np.full(JUDGES, PEER) if weight is None else weight
    each = np.append(peers, COACH)[votes.judge]
    sums = [np.bincount(votes.reply, each * votes.vote[:, q]).astype(int) for q in (0, 1)]
    counts, weighs = np.bincount(votes.reply), np.bincount(votes.reply, each).astype(int)
    found = [score(Sums(*map(int, row))) for row in zip(counts, weighs, *sums, strict=True)]
    return np.array([one.score if one else 0.0 for one in found])


def by_oracle(votes: Votes, world: World, seed: int = 0) -> Floats:
    """What could be known of replies by somebody who knows every judge: leaning, noise, idleness, ring."""
    ring = np.append(world.ring, -1)
    friends = (ring[votes.judge] >= 0) & (ring[votes.judge] == ring[world.author[votes.reply]])
    ballots = Ballots(*(column[~friends] for column in votes), author=world.author, coach=COACH_ONLY)
    people, worths = _as_they_are(world), worth.at_first(ballots)
    chance, total = np.random.default_rng(seed), np.zeros((REPLIES, 2))
    for n in range(ROUNDS):
        looked, seen = seeing.draw(ballots, people, worths, chance)
        worths, expected = worth.draw(ballots, people, worths, looked, seen, chance)
        total += expected.mean * (n >= UNSETTLED)
    return np.asarray(total.sum(axis=1))


def _as_they_are(world: World) -> Judges:
    looks = np.where(world.ring >= 0, 0.5, np.where(world.lazy, 0.0, 1.0))
    best = np.where((world.ring < 0) & world.lazy, 1.0, 0.0)
    habit = np.stack([looks, best, 1 - looks - best, np.zeros(JUDGES)], axis=1)
    lean = np.append(world.lean, 0.0)
    noise = np.append(world.noise, 0.25)
    return Judges(np.stack([lean, lean], axis=1), noise, np.vstack([habit, [1.0, 0.0, 0.0, 0.0]]))
