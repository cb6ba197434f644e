"""An empty matplotlib canvas out, and a drawn one in, as SVG out: the same drawing always gives the same bytes.

Colours are named once here. In the SVG each is a CSS variable with its light value as fallback, so that a drawing
follows a page into the dark and still stands by itself.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas

INK, FAINT, LINE, BACK = "#1c1e21", "#5b6168", "#d9dce0", "#fffffd"
LAND, BORDER = "#e6e8ea", "#bcc1c7"
# Okabe and Ito, "Color Universal Design" (2008); the yellow is darkened to be seen on white.
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9")
MARKERS = ("o", "s", "^", "D", "v", "P")
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1)), (0, (1, 1)))
HATCHES = ("", "///", "...", "\\\\\\", "xx", "---")
HEAT = ("#f4f7fa", "#d6e4f0", "#b3cee5", "#84b3d8", "#3a78ae", "#2268a6", "#083f7e")
ON_HEAT = "#fffffe"
WIDTH = 6.8
"""Width of every drawing in inches."""

_VARIABLES = {
    INK: "ink",
    FAINT: "faint",
    LINE: "line",
    BACK: "back",
    LAND: "land",
    BORDER: "border",
    ON_HEAT: "on-heat",
    **{colour: f"series-{number}" for number, colour in enumerate(SERIES, 1)},
    **{colour: f"heat-{number}" for number, colour in enumerate(HEAT)},
}
_STYLE = {
    "axes.axisbelow": True,
    "axes.edgecolor": FAINT,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.labelcolor": FAINT,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "date.converter": "concise",
    "figure.facecolor": "none",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "grid.color": LINE,
    "grid.linewidth": 0.7,
    "hatch.color": BACK,
    "hatch.linewidth": 1.0,
    "legend.frameon": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "dateline",
    "text.color": INK,
    # A dollar sign in somebody's words is no formula.
    "text.parse_math": False,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
}


class Drawing:
    """A canvas with one pair of axes; `svg` is there once the context that made it is left."""

    def __init__(self, canvas: Canvas, axes: Axes) -> None:
        self.canvas = canvas
        self.axes = axes
        self.svg = ""


@contextmanager
def start_drawing(height: float) -> Iterator[Drawing]:
    """A drawing `height` inches high, in our style whatever the user's own settings are."""
    with matplotlib.style.context(["default", _STYLE]), warnings.catch_warnings():
        # The text is drawn by the browser, which has other fonts than matplotlib measures with.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        canvas = Canvas(figsize=(WIDTH, height), layout="constrained")
        FigureCanvasSVG(canvas)
        drawing = Drawing(canvas, canvas.add_subplot())
        yield drawing
        buffer = io.StringIO()
        canvas.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    drawing.svg = _clean(buffer.getvalue())


def _clean(svg: str) -> str:
    """The SVG element alone, with colours as variables."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("xlink:href=", "href=").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    svg = re.sub(r"<[^>]*>", _round_numbers, svg)
    # A variable is of use in a style only.
    svg = re.sub(r' fill="(#[0-9a-f]{6})"', r' style="fill: \1"', svg)
    # Text has no colour of its own where it is black by default; ours never is.
    return re.sub(r"(?<=: )#[0-9a-f]{6}", _name_colour, svg)


def _round_numbers(tag: re.Match[str]) -> str:
    """A hundredth of a point is finer than any printer."""
    return re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number.group()):.2f}", tag.group())


def _name_colour(found: re.Match[str]) -> str:
    colour = found.group()
    name = _VARIABLES.get(colour)
    return f"var(--{name}, {colour})" if name else colour
