"""Footnotes of a page: small type under a short rule, and the raised marks in the text that call them."""

import re

from lantoakit.documents.readers.pdf_frame import Frame
from lantoakit.documents.readers.pdf_lines import Printed, TextLayer, letter_right_of
from lantoakit.documents.readers.ruled import Rule

SMALLER = 0.93  # of the size of the text: notes are set in smaller type
RAISED = 0.22  # of the size: a mark stands as high above the base line
LOWEST = 0.35  # of the page's height: notes stand below it
_MARK = re.compile(r"(?:\[?\(?(?P<mark>\d{1,3}|\*{1,3})\)?\]?)\s*(?=\S)")
_CALL = re.compile(r"[\[(]?(\d{1,3}|\*{1,3})[\])]?")
_AREA = re.compile(r"(?<![^\W\d_])[kcdm]?m[23]$")  # "25 m2" is no call of note 2
_SHORT = (0.12, 0.55)  # of the page's width: the rule above notes


class Note:
    """A footnote: its mark and its printed lines, the mark removed."""

    def __init__(self, mark: str, lines: list[Printed]) -> None:
        self.mark = mark
        self.lines = lines


def notes_of(
    lines: list[Printed], across: list[Rule], frame: Frame, layer: TextLayer
) -> tuple[list[Note], list[Printed]]:
    """Return the footnotes of a page and its other lines, whose `notes` name the marks that were taken out of them."""
    edge = _edge(lines, across, frame)
    if edge is None:
        return [], lines
    below = sorted((line for line in lines if line.base > edge), key=lambda x: (x.base, x.left))
    notes = _notes(below, layer)
    if not notes:
        return [], lines
    small = {id(line) for line in below}
    kept = [line for line in lines if id(line) not in small]
    marks = {note.mark for note in notes}
    for line in kept:
        if len(line.runs) > 1:
            _without_calls(line, marks, layer)
    return notes, kept


def _edge(lines: list[Printed], across: list[Rule], frame: Frame) -> float | None:
    """Return the height from which on footnotes stand; None where there are none."""
    sizes = sorted(line.size for line in lines if len(line.text) > 20)
    if not sizes:
        return None
    usual = sizes[len(sizes) // 2]
    for rule in sorted(across, key=lambda r: -r.at):
        wide = (rule.end - rule.start) / frame.width
        if rule.at < LOWEST * frame.height or not _SHORT[0] < wide < _SHORT[1]:
            continue
        below = [line for line in lines if line.base > rule.at]
        first = min(below, key=lambda x: (x.base, x.left), default=None)
        if first is None or first.base - rule.at > 3 * usual or not _MARK.match(first.text + " …"):
            continue
        small = [line for line in below if line.size <= SMALLER * usual]
        if first.size <= SMALLER * usual and len(small) * 3 >= len(below) * 2:
            return rule.at
    return None


def _notes(below: list[Printed], layer: TextLayer) -> list[Note]:
    notes: list[Note] = []
    for line in below:
        alone = _CALL.fullmatch(line.text)
        mark = _MARK.match(line.text)
        if alone and (not notes or _follows(alone.group(1), notes[-1].mark)):
            notes.append(Note(alone.group(1), []))  # its words are a line of their own
        elif mark and (not notes or _raised_first(line) or _follows(mark["mark"], notes[-1].mark)):
            notes.append(Note(mark["mark"], [_without_mark(line, mark.end(), layer)]))
        elif notes:
            notes[-1].lines.append(line)
    return [note for note in notes if note.lines]


def _raised_first(line: Printed) -> bool:
    return len(line.runs) > 1 and line.runs[0][3] < line.base - 0.1 * line.size and _width(line.runs[0]) < 3 * line.size


def _width(run: tuple[float, float, float, float]) -> float:
    return run[2] - run[0]


def _follows(mark: str, last: str) -> bool:
    return mark.isdigit() and last.isdigit() and int(mark) == int(last) + 1


def _without_mark(line: Printed, end: int, layer: TextLayer) -> Printed:
    line.text = line.text[end:].lstrip()
    line.places = line.places[len(line.places) - len(line.text) :]
    if line.runs:
        left = layer.left_of(line.places[0])
        line.runs = [run for run in line.runs if run[2] > left + 0.5]
        line.left = left
    return line


def _without_calls(line: Printed, marks: set[str], layer: TextLayer) -> None:
    """Take raised marks of the page's footnotes out of a line."""
    high = line.base - RAISED * line.size
    calls = [run for run in line.runs if run[3] < high and _width(run) < 2.5 * line.size]
    for run in reversed(calls):
        first, behind = (letter_right_of(line, edge, layer) for edge in (run[0] - 0.3, run[2] - 0.3))
        words = line.text[first:behind]
        call = _CALL.fullmatch(words.strip())
        if call is None or call.group(1) not in marks or _AREA.search(line.text[:behind].rstrip()):
            continue
        first += len(words) - len(words.lstrip())
        behind = first + len(words.strip())
        line.text = line.text[:first] + line.text[behind:]
        line.places = [*line.places[:first], *line.places[behind:]]
        line.runs = [other for other in line.runs if other is not run]
        line.notes = (call.group(1), *line.notes)
