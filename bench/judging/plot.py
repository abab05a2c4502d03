"""The table's picture, as a small SVG: two panels, votes along, rank correlation up."""

from collections.abc import Callable, Mapping
from pathlib import Path

WIDTH, HEIGHT, PANEL, TOP, BOTTOM = 840, 380, 250, 60, 330
LOW, HIGH = 0.45, 1.0
COLOURS = {"oracle": "#655d78", "ours": "#08705d", "shown": "#b97700", "mean": "#6a3de8", "pairs": "#d6331b"}
NAMES = {
    "oracle": "an oracle",
    "ours": "learned",
    "shown": "score shown",
    "mean": "plain mean",
    "pairs": "paired choice",
}
Found = Mapping[tuple[str, int, float], float]


def draw(found: Found, votes: tuple[int, ...], shares: tuple[float, ...], to: Path) -> None:
    panels = [_panel(found, votes, share, 60 + n * 400) for n, share in enumerate(shares)]
    to.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="system-ui, sans-serif" '
        f'font-size="14"><rect width="{WIDTH}" height="{HEIGHT}" fill="#fbf7f1"/>\n' + "\n".join(panels) + "\n</svg>\n"
    )


def _panel(found: Found, votes: tuple[int, ...], share: float, left: int) -> str:
    def place(n: int, value: float) -> tuple[float, float]:
        return left + PANEL * n / (len(votes) - 1), BOTTOM - (BOTTOM - TOP) * (value - LOW) / (HIGH - LOW)

    title = "nobody colludes" if not share else f"{share:.0%} collude"
    parts = [f'<text x="{left}" y="30" font-weight="600" fill="#1d1633">Rank correlation, {title}</text>']
    parts += [_rule(place, left, value / 10) for value in range(5, 11)]
    parts += [
        f'<text x="{place(n, 0)[0]:.0f}" y="{BOTTOM + 22}" text-anchor="middle" fill="#655d78">{count} votes</text>'
        for n, count in enumerate(votes)
    ]
    ends = _apart({name: place(len(votes) - 1, found[name, votes[-1], share])[1] for name in COLOURS})
    for name, colour in COLOURS.items():
        points = [place(n, found[name, count, share]) for n, count in enumerate(votes)]
        parts.append(_line(points, colour))
        parts.append(f'<text x="{left + PANEL + 12}" y="{ends[name] + 5:.0f}" fill="{colour}">{NAMES[name]}</text>')
    return "\n".join(parts)


def _rule(place: Callable[[int, float], tuple[float, float]], left: int, value: float) -> str:
    height = place(0, value)[1]
    return (
        f'<path d="M{left} {height:.0f}h{PANEL}" stroke="#ddd5ca"/>'
        f'<text x="{left - 10}" y="{height + 5:.0f}" text-anchor="end" fill="#655d78">{value:.1f}</text>'
    )


def _line(points: list[tuple[float, float]], colour: str) -> str:
    path = " ".join(f"{x:.0f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>{dots}'


def _apart(heights: dict[str, float]) -> dict[str, float]:
    """Labels from above, none closer than a line to the one before."""
    placed: dict[str, float] = {}
    for name in sorted(heights, key=lambda one: heights[one]):
        placed[name] = max(heights[name], *(height + 17 for height in placed.values()), 0)
    return placed
