"""Lists and tables of HTML: the marks of items, the places of cells."""

import re
from collections.abc import Iterator

from lxml import etree

_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]{0,60}?(none|decimal|lower-alpha|upper-alpha|lower-latin|upper-latin"
                    r"|lower-roman|upper-roman|disc|circle|square|dash)", re.IGNORECASE)  # fmt: skip
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
MOST_COLUMNS, MOST_ROWS = 200, 5_000


class Lists:
    """Counts the items of each list as they come."""

    def __init__(self) -> None:
        self._last: dict[etree._Element, int] = {}

    def label_of(self, item: etree._Element) -> str:
        """Return what a browser prints before the next item: "1.", "a)", "IV.", "-"; "" where it prints nothing."""
        parent = item.getparent()
        if parent is None or str(parent.tag).lower() not in ("ol", "ul", "menu", "dir"):
            return "-"
        style = _style(item, parent, str(parent.tag).lower() == "ol")
        own, start = _whole(item.get("value")), _whole(parent.get("start"))
        number = own if own is not None else self._last.get(parent, (1 if start is None else start) - 1) + 1
        self._last[parent] = number
        if style == "none":
            return ""
        return "-" if style in ("disc", "circle", "square", "dash") else _written(number, style)


def _style(item: etree._Element, parent: etree._Element, ordered: bool) -> str:
    for element in (item, parent):
        found = _STYLE.search(element.get("style", ""))
        if found:
            return found.group(1).lower()
        if element.get("type") in _TYPES:
            return _TYPES[element.get("type", "")]
    return "decimal" if ordered else "disc"


def _whole(value: str | None) -> int | None:
    value = (value or "").strip()
    return int(value) if re.fullmatch(r"-?\d{1,6}", value) else None


def _written(number: int, style: str) -> str:
    if style.endswith("roman") and 0 < number < 4000:
        roman = ""
        for value, letters in _ROMAN:
            while number >= value:
                roman += letters
                number -= value
        return f"{roman.upper() if style.startswith('upper') else roman}."
    if style.endswith(("alpha", "latin")) and 0 < number <= 26:
        letter = chr(96 + number)
        return f"{letter.upper()}." if style.startswith("upper") else f"{letter})"
    return f"{number}."


def cells_in(table: etree._Element) -> list[tuple[etree._Element, int, int, int, int]]:
    """Return the cells of a table: element, row, column, rows, columns. Merged cells come once."""
    found: list[tuple[etree._Element, int, int, int, int]] = []
    taken: dict[int, int] = {}  # for each column, the first row that is free again
    rows = list(_rows(table))[:MOST_ROWS]
    for row, line in enumerate(rows):
        column = 0
        for cell in line:
            if str(cell.tag).lower() not in ("td", "th"):
                continue
            while taken.get(column, 0) > row:
                column += 1
            if column >= MOST_COLUMNS:
                break
            wide = max(1, min(MOST_COLUMNS, _whole(cell.get("colspan")) or 1))
            span = _whole(cell.get("rowspan"))
            high = len(rows) - row if span == 0 else max(1, min(span or 1, len(rows) - row))
            for covered in range(column, column + wide):
                taken[covered] = row + high
            found.append((cell, row, column, high, wide))
            column += wide
    return found


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        tag = str(element.tag).lower()
        if tag == "tr":
            yield element
        elif tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in element if str(row.tag).lower() == "tr")
