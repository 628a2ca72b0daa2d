"""Plain-text tables for the terminal."""

from collections.abc import Sequence
from unicodedata import east_asian_width


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows under a head in aligned columns, the first to the left and the others to the right."""
    lines = [head, *rows]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(head))]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([_line(head, widths), rule, *(_line(row, widths) for row in rows)])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        " " * (width - _width(cell)) if place else cell + " " * (width - _width(cell))
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join([first, *(pad + cell for pad, cell in zip(others, cells[1:], strict=True))])


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
