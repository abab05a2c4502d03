"""python -m bench.judging [--plot docs/judging.svg]

How close five votes come to the truth, in a world where it is known (world.py): a plain mean, the score that the app
shows, what is learned of replies, and paired choice at the same number of replies read; beside an oracle that knows
every judge. Spearman's rank correlation with the sum of both questions, its mean over the seeds and Student's 95 %
interval of that mean. Priors were chosen on the seeds 100 to 105; what is shown comes from others.
"""

import argparse
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from scipy.stats import t

from bench.judging import plot
from bench.judging.measuring import correlations
from bench.judging.world import REPLIES

SEEDS = range(1000, 1020)
VOTES, SHARES = (3, 5, 10), (0.0, 0.2)
METHODS = ("oracle", "ours", "shown", "score", "mean", "pairs", "pairs_learned")


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.judging", description="Judges that can be trusted.")
    options.add_argument("--plot", type=Path, help="where to draw the table, as SVG")
    asked = options.parse_args()
    cells = [(count, share) for share in SHARES for count in VOTES]
    # One thread a process: what is multiplied here is too small for more.
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        runs = list(pool.map(correlations, *zip(*_runs(cells), strict=True)))
    found = {
        (name, *cell): np.array([run[name] for run in runs[n * len(SEEDS) : (n + 1) * len(SEEDS)]])
        for n, cell in enumerate(cells)
        for name in METHODS
    }
    _say(found)
    if asked.plot:
        plot.draw({key: float(values.mean()) for key, values in found.items()}, VOTES, SHARES, asked.plot)


def _runs(cells: list[tuple[int, float]]) -> Iterator[tuple[int, int, float]]:
    return ((seed, *cell) for cell in cells for seed in SEEDS)


def _say(found: dict[tuple[str, int, float], np.ndarray]) -> None:
    print(f"simulated_replies {REPLIES}\nseeds {len(SEEDS)}\nvotes 5")
    for share, suffix in ((0.0, ""), (0.2, "_collusion")):
        for name in METHODS:
            values = found[name, 5, share]
            half = t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
            figure = f"rank_correlation_{name}{suffix}"
            print(f"{figure} {values.mean():.3f}")
            print(f"{figure}_low {values.mean() - half:.3f}\n{figure}_high {values.mean() + half:.3f}")
    print(
        "\n| rank correlation | "
        + " | ".join(f"{n} votes, {share:.0%} collude" for share in SHARES for n in VOTES)
        + " |"
    )
    print("|---|" + "---|" * (len(VOTES) * len(SHARES)))
    for name in METHODS:
        print(f"| {name} | " + " | ".join(f"{found[name, n, s].mean():.3f}" for s in SHARES for n in VOTES) + " |")


if __name__ == "__main__":
    main()
