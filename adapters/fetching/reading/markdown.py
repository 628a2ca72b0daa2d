"""An element as plain text with Markdown structure: headings, lists, fences, quotes, tables. No emphasis, no links."""

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from bot.importing.text import is_blank

_BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
     "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_HEADINGS: Final = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_SILENT: Final = frozenset(
    {"script", "style", "template", "svg", "math", "canvas", "video", "audio", "iframe", "object", "head", "button",
     "select", "textarea", "title"}
)  # fmt: skip
_BREAK: Final = "\v"  # a `<br>`; white space of HTML otherwise folds to one blank
_SPACE: Final = re.compile(r"[ \t\n\r\f\xa0]+")
_LONGEST_CELL: Final = 300
_FEWEST_ROWS: Final = 2
_LANGUAGE: Final = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush:)[-\s]?([a-z0-9+#]{1,20})(?:\s|$)")


def to_markdown(element: HtmlElement) -> str:
    """The text of `element`, its blocks parted by blank lines."""
    return "\n\n".join(_blocks(element))


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only lays out the page: with blocks inside, or with no row of several cells."""
    has_blocks = next(table.iterdescendants("table", "pre", "h1", "h2", "h3", "ul", "ol"), None) is not None
    return has_blocks or not any(len(row) > 1 for row in table.iter("tr"))


def _blocks(element: HtmlElement) -> Iterator[str]:
    """The blocks inside an element; text between them makes paragraphs of its own."""
    line = [element.text or ""]
    for child in element:
        yield from _placed(child, line)
        line.append(child.tail or "")
    yield from _paragraphs(line)


def _placed(child: HtmlElement, line: list[str]) -> Iterator[str]:
    """What a child adds: inline text to `line`, or the finished line and its own blocks."""
    if child.tag in _SILENT or not isinstance(child.tag, str):
        return
    if child.tag == "br":
        line.append(_BREAK)
    elif child.tag in _BLOCKS:
        yield from _paragraphs(line)
        line.clear()
        yield from _block(child)
    else:
        line.append(child.text or "")
        for below in child:
            yield from _placed(below, line)
            line.append(below.tail or "")


def _block(element: HtmlElement) -> Iterator[str]:
    match element.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            heading = " ".join(" ".join(_blocks(element)).split())
            if heading:
                yield _HEADINGS[str(element.tag)] + heading
        case "pre":
            yield from _fence(element)
        case "ul" | "ol" | "menu":
            listed = "\n".join(_items(element))
            if listed:
                yield listed
        case "blockquote":
            quoted = "\n\n".join(_blocks(element))
            if quoted:
                yield "\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))
        case "table":
            yield from _table(element)
        case "hr":
            return
        case _:
            yield from _blocks(element)


def _paragraphs(line: list[str]) -> Iterator[str]:
    """One paragraph, or several where two line breaks stand together."""
    text = _SPACE.sub(" ", "".join(line))
    for paragraph in re.split(rf"\s*{_BREAK}\s*{_BREAK}\s*", text):
        tidy = "\n".join(part.strip() for part in paragraph.split(_BREAK) if part.strip())
        if not is_blank(tidy):
            yield tidy


def _fence(element: HtmlElement) -> Iterator[str]:
    code = "".join(_code(element)).replace("\r\n", "\n").replace("\xa0", " ").strip("\n")
    if not code.strip():
        return
    classes = " ".join(str(one.get("class", "")) for one in (element, *element.iter("code")))
    language = _LANGUAGE.search(classes.lower())
    marks = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", code)), default=0))
    yield f"{marks}{language[1] if language else ''}\n{code}\n{marks}"


def _code(element: HtmlElement) -> Iterator[str]:
    yield "\n" if element.tag == "br" else element.text or ""
    for child in element:
        yield from _code(child)
        yield child.tail or ""


def _items(element: HtmlElement) -> Iterator[str]:
    number = 0
    for child in element:
        if child.tag in {"ul", "ol"}:  # a list right inside a list, as old pages write it
            yield from (f"  {line}" for line in _items(child))
            continue
        lines = "\n".join(_block(child)).split("\n")
        if lines != [""]:
            number += 1
            mark = f"{number}. " if element.tag == "ol" else "- "
            yield mark + ("\n" + " " * len(mark)).join(lines)


def _table(element: HtmlElement) -> Iterator[str]:
    rows = [] if is_layout(element) else [cells for cells in map(_cells, element.iter("tr")) if any(cells)]
    if len(rows) < _FEWEST_ROWS or any(len(cell) > _LONGEST_CELL for cells in rows for cell in cells):
        yield from _blocks(element)
        return
    width = max(map(len, rows))
    lines = ["| " + " | ".join(cells + [""] * (width - len(cells))) + " |" for cells in rows]
    yield "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def _cells(row: HtmlElement) -> list[str]:
    return [" ".join(" ".join(_blocks(cell)).split()).replace("|", "\\|") for cell in row if cell.tag in {"td", "th"}]
