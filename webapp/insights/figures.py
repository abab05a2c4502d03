"""What a section shows: a picture, the sentence that reads it, and the same as a table. Pure: values in, value out."""

from math import ceil, floor
from typing import NamedTuple

from webapp.core.estimates import Estimate


class Mark(NamedTuple):
    """One estimate on a line: `fact` is a green square, `say` a violet circle, `plain` neither."""

    kind: str
    estimate: Estimate
    said: str


class Line(NamedTuple):
    label: str
    marks: list[Mark]


class Ranges(NamedTuple):
    """Shares from 0 to 1 with their intervals, a line each."""

    lines: list[Line]
    kind: str = "ranges"


class Bend(NamedTuple):
    """From this day on: a share, and the interval around it."""

    day: float
    share: float
    low: float
    high: float


class Curve(NamedTuple):
    label: str
    bends: list[Bend]
    until: float
    """The last day anybody was seen on."""


class Curves(NamedTuple):
    curves: list[Curve]
    kind: str = "curves"

    @property
    def until(self) -> float:
        return max((curve.until for curve in self.curves), default=1) or 1

    @property
    def plain(self) -> list[dict[str, object]]:
        """For the page's script."""
        return [one._asdict() for one in self.curves]


class Dot(NamedTuple):
    """Both from 0 to 1; the height with its interval."""

    across: float
    height: Estimate


class Dots(NamedTuple):
    dots: list[Dot]
    across: str
    up: str
    diagonal: bool = False
    """Whether a line says where both are equal; then all of it is shown."""
    kind: str = "dots"

    @property
    def left(self) -> float:
        """From where on, in tenths, so that dots close together can be told apart."""
        return 0.0 if self.diagonal else floor(10 * min(dot.across for dot in self.dots)) / 10

    @property
    def right(self) -> float:
        return 1.0 if self.diagonal else max(self.left + 0.1, ceil(10 * max(dot.across for dot in self.dots)) / 10)


class Bar(NamedTuple):
    start: int
    size: int


class Bars(NamedTuple):
    """How many in each step, and where they should stay below."""

    bars: list[Bar]
    promise: int
    kind: str = "bars"

    @property
    def most(self) -> int:
        return max((bar.size for bar in self.bars), default=1) or 1


Chart = Ranges | Curves | Dots | Bars


class Figure(NamedTuple):
    key: str
    title: str
    says: str
    """In a sentence or two, with how many it was counted from."""
    header: list[str]
    rows: list[list[str]]
    chart: Chart | None = None
    empty: str = ""
    """What to say instead where there is nothing yet."""


def nothing(key: str, title: str, why: str) -> Figure:
    return Figure(key, title, "", [], [], None, why)
