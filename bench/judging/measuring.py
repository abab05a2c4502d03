"""One world, every method, and how close each comes to the truth."""

import numpy as np
from scipy.stats import spearmanr

from bench.judging import methods, pairs
from bench.judging.world import a_world, votes_in


def correlations(seed: int, each: int, share: float) -> dict[str, float]:
    chance = np.random.default_rng(seed)
    world = a_world(chance, share)
    votes, choices = votes_in(world, chance, each), pairs.choices_in(world, chance, each)
    learned, shown = methods.by_learning(votes, world.author)
    ranked = {
        "oracle": methods.by_oracle(votes, world),
        "ours": learned,
        "shown": shown,
        "score": methods.by_score(votes),
        "mean": methods.by_mean(votes),
        "pairs": pairs.by_pairs(choices),
        "pairs_learned": pairs.by_learned_pairs(choices, world.author),
    }
    truth = world.truth.sum(axis=1)
    return {name: float(spearmanr(values, truth).statistic) for name, values in ranked.items()}
