"""Pages of images into blocks: stamps refused, page numbers dropped, tables as cells, the rest as flowing lines."""

import re

from lantoakit.documents.assemble import clean
from lantoakit.documents.errors import SecretDocument
from lantoakit.documents.raw import Line, RawDocument
from lantoakit.documents.readers.scan.grids import Grid, cells_of
from lantoakit.documents.reflow import reflow
from lantoakit.documents.secrecy import is_secret

_PAGE_NUMBER = re.compile(r"\s*(?:trang\s*)?[-–]?\s*\d{1,4}(?:\s*/\s*\d{1,4})?\s*[-–]?\s*", re.IGNORECASE)


def refuse_stamped(lines: list[Line]) -> None:
    """Look for a stamp of secrecy before lines side by side are joined. Raises SecretDocument."""
    before = ""
    for line in lines:
        text = clean(line.text)
        if is_secret(text, before):
            raise SecretDocument
        before = text


def add_page(raw: RawDocument, held: list[Line], lines: list[Line], grids: list[Grid], *, table: int) -> int:
    """Add a page: what stands in a ruled table as cells, the rest as flowing lines. Returns the next table's number."""
    for grid in grids:
        inside = [line for line in lines if line.box and grid.holds(line.box)]
        if not inside:
            continue
        above = [line for line in lines if line not in inside and line.box and line.box[1] < grid.top]
        lines = [line for line in lines if line not in inside and line not in above]
        held.extend(above)
        goes_on = not held and bool(raw.blocks) and raw.blocks[-1].cell is not None
        raw.blocks.extend(reflow(held))
        held.clear()
        table = cells_of(raw, grid, inside, table, goes_on)
    held.extend(lines)
    return table


def without_number(lines: list[Line], height: float) -> list[Line]:
    """Drop the page number: a lone number in the top or bottom margin."""
    return [
        line
        for line in lines
        if not (
            line.box
            and _PAGE_NUMBER.fullmatch(line.text)
            and (line.box[3] < 0.1 * height or line.box[1] > 0.9 * height)
        )
    ]
