"""Figures, one a line: a name, tab, a value."""

import os
from collections.abc import Sequence
from math import sqrt
from statistics import mean, stdev

from scipy.stats import t


def show(name: str, value: float | str) -> None:
    print(f"{name}\t{value:.2f}" if isinstance(value, float) else f"{name}\t{value}", flush=True)


def show_times(name: str, seconds: Sequence[float]) -> None:
    for share in (0.5, 0.99):
        show(f"{name}, p{share * 100:.0f} ms", percentile(seconds, share) * 1000)


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def show_load() -> None:
    show("machine load over the last minute", os.getloadavg()[0])


def cpu_seconds(pids: Sequence[int]) -> float:
    """The processor time that these processes have used."""
    used = 0.0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def show_interval(name: str, values: Sequence[float]) -> None:
    """The mean with its 95 % interval by Student's t, from one value a seed."""
    low, high = t.interval(0.95, len(values) - 1, loc=mean(values), scale=stdev(values) / sqrt(len(values)))
    show(name, f"{mean(values):.4f} ({low:.4f} to {high:.4f}, {len(values)} seeds)")
