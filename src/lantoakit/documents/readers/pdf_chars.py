"""Lines rebuilt from single characters, for pages whose text layer is out of order.

A font without Vietnamese letters makes the writing program take those from another font; in the text layer they then
stand behind the line. Their places on the page are right, so the line is put together by place.
"""

from dataclasses import dataclass, replace

from lantoakit.documents.model import Box
from lantoakit.documents.readers import pdf_calls as calls
from lantoakit.documents.readers.pdf_lines import Printed, TextLayer, around

SPACE = 0.17  # of the size: a gap of this width is a space
RUN = 0.5  # of the size: more white space than this parts runs
DOUBLE = 0.12  # of the size: the same letter as near as this is drawn twice
MOST_CODE = 0x10FFFF
MOST = 200_000  # characters of a page


@dataclass(frozen=True)
class _Char:
    letter: str
    x: float
    y: float
    box: Box
    size: float
    index: int


def rebuilt(layer: TextLayer) -> list[Printed]:
    """Return the printed lines of a page by the places of its characters: those that run as the layer's frame says."""
    return _put_together(layer, _chars(layer, mixed=layer.frame.turns != layer.frame.shown))


def strays(layer: TextLayer) -> list[Printed]:
    """Return the lines that run as a page is shown, of one that is read sideways, in places of the page as shown."""
    frame = replace(layer.frame, turns=layer.frame.shown)
    other = TextLayer(layer.textpage, frame)
    return _put_together(other, _chars(other, mixed=True))


def _put_together(layer: TextLayer, chars: list[_Char]) -> list[Printed]:
    rows: dict[int, list[_Char]] = {}
    for char in chars:
        # Letters of one line share their base line, whatever their font.
        rows.setdefault(round(char.y / 2), []).append(char)
    return [line for row in _joined_rows(rows) for line in _lines(layer, sorted(row, key=lambda c: c.x))]


def _chars(layer: TextLayer, *, mixed: bool) -> list[_Char]:
    """Return the characters that are letters; where a page is `mixed`, those alone that run as the frame says."""
    page, frame = layer.page, layer.frame
    origin, box = calls.Doubles(), calls.Doubles()
    x, y = origin.places[:2]
    found: list[_Char] = []
    for index in range(min(layer.chars, MOST)):
        code = calls.get_unicode(page, index)
        if code < 32 or code > MOST_CODE or calls.is_generated(page, index) == 1 or 0xD800 <= code < 0xE000:
            continue
        if not calls.get_origin(page, index, x, y) or (mixed and layer.turns_of(index) != frame.turns):
            continue
        calls.get_char_box(page, index, *box.places)
        left, right, bottom, top = box.values
        edges = frame.box(left, bottom, right, top)
        across, down = frame.point(*origin.values[:2])
        size = layer.size(index)
        if down - edges[1] <= 3 * size:
            found.append(_Char(chr(code), across, down, edges, size, index))
    return found


def _joined_rows(rows: dict[int, list[_Char]]) -> list[list[_Char]]:
    """Join rows whose base lines differ by a rounding only."""
    found: list[list[_Char]] = []
    last: int | None = None
    for key in sorted(rows):
        if last is not None and key - last <= 1:
            found[-1].extend(rows[key])
        else:
            found.append(list(rows[key]))
        last = key
    return found


def _lines(layer: TextLayer, row: list[_Char]) -> list[Printed]:
    """Put a row together: its words, and its runs, which white space wider than that between words parts."""
    held: list[_Char] = []
    words: list[str] = []
    places: list[int] = []
    runs: list[list[_Char]] = []
    for char in row:
        if held and _doubled(held, char):
            continue
        space = char.letter.isspace()
        gap = char.box[0] - held[-1].box[2] if held and not space else 0.0
        if held and gap > SPACE * char.size and words[-1] != " ":
            words.append(" ")
            places.append(char.index)
        if space and (not words or words[-1] == " "):
            continue
        words.append(" " if space else char.letter)
        places.append(char.index)
        if not space:
            held.append(char)
            if not runs or gap > RUN * char.size:
                runs.append([])
            runs[-1].append(char)
    return [_line(layer, words, places, runs)] if held else []


def _doubled(held: list[_Char], char: _Char) -> bool:
    return any(c.letter == char.letter and abs(c.x - char.x) < DOUBLE * char.size for c in held[-3:])


def _line(layer: TextLayer, words: list[str], places: list[int], runs: list[list[_Char]]) -> Printed:
    first, last = runs[0][0], runs[-1][-1]
    size = max(c.size for run in runs for c in run)
    base = first.y
    boxes = [(run[0].box[0], base - 0.8 * size, max(c.box[2] for c in run), base + 0.2 * size) for run in runs]
    bold = layer.bold(first.index) and layer.bold(last.index)
    text = "".join(words).rstrip()
    return Printed(
        text, around(boxes), base=base, size=size, bold=bold, runs=boxes if len(boxes) > 1 else None, places=places
    )
