"""The pages of an original beside a task: which to show, and where on them its fields and the marks stand.

Places come from a reading (the kit's contract as JSON): boxes of fields in points, `pages` with their sizes, `marks` of
what is no text. A reading without one of these keys shows less and breaks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantoa.plans.source import Light

MOST_PAGES = 3
"""Pages shown together: a task, its heading on the page before, its deadline on the one after."""

MARKS: dict[str, str | Promise] = {
    "seal": _("Con dấu"),
    "incoming_stamp": _("Dấu công văn đến"),
    "stamp": _("Dấu"),
    "handwriting": _("Chữ viết tay"),
    "signing": _("Chữ ký số"),
}
"""Names of what stands on a page and is no text of it. Shadows of the glass have none and are not shown."""

Box = Sequence[float]
_NUMBER_HEIGHT = 3.7
"""Of a page in percent: what a written number takes, so that two do not cover one another."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A box in percent of its page, each as CSS and SVG take it ("12.5%")."""

    left: str
    top: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class LitBox:
    """The place of one field. Its number is written beside it where it is `first`, in `column` 0 or 1 of the margin."""

    frame: Frame
    number: int
    unsure: bool
    first: bool
    column: int = 0


@dataclass(frozen=True, slots=True)
class NamedMark:
    """A seal, a stamp, handwriting."""

    frame: Frame
    name: str | Promise


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One page: its number from 1, its size in points (0 where unknown), and what is drawn over it; `own` is the task's
    paragraph."""

    number: int
    width: float
    height: float
    own: tuple[Frame, ...]
    boxes: tuple[LitBox, ...]
    marks: tuple[NamedMark, ...]

    @property
    def margin(self) -> str:
        """How far from the left the words begin, in percent: the numbers of the boxes stand before that."""
        frames = [*self.own, *(box.frame for box in self.boxes)]
        return min((frame.left for frame in frames), key=_percent, default="0%")

    @property
    def ratio(self) -> str:
        """The sides as CSS takes them; those of A4 where the reading does not say."""
        return f"{self.width:g} / {self.height:g}" if self.width else "210 / 297"


@dataclass(frozen=True, slots=True)
class Paper:
    """What is shown. `count` is the number of pages (0: unknown); `previous`, `following`: pages, None for none;
    `unread`: pages that are pictures of which no word was read."""

    pages: tuple[PaperPage, ...]
    count: int
    previous: int | None
    following: int | None
    unread: tuple[int, ...] = ()

    @property
    def numbers(self) -> str:
        """The pages as people list them: "2, 7"."""
        return ", ".join(str(page.number) for page in self.pages)

    @property
    def unread_numbers(self) -> str:
        """The unread pages, listed alike."""
        return ", ".join(map(str, self.unread))


def paper(
    reading: Mapping[str, Any], own: Sequence[int] | None, lights: Sequence[Light], wanted: int | None = None
) -> Paper:
    """The pages on which `own` (the span of a task) and `lights` stand, or page `wanted` alone."""
    places = _places(reading)
    at = places.get(tuple(own or ()))
    lit = [(light, place) for light in lights if (place := places.get((light.start, light.end)))]
    found = {place["page"] for place in [at, *(place for _light, place in lit)] if place and place.get("page")}
    count = len(reading.get("pages") or [])
    numbers = [_within(wanted, count)] if wanted is not None else sorted(found)[-MOST_PAGES:] or [1]
    pages = tuple(_page(number, reading, at, lit) for number in numbers)
    first, last = numbers[0], numbers[-1]
    unread = tuple(int(number) for number in reading.get("unread_pages") or ())
    return Paper(pages, count, first - 1 if first > 1 else None, last + 1 if last < count else None, unread)


def _page(
    number: int, reading: Mapping[str, Any], own: Mapping[str, Any] | None, lit: list[tuple[Light, Mapping[str, Any]]]
) -> PaperPage:
    sizes = reading.get("pages") or []
    size = sizes[number - 1] if 0 < number <= len(sizes) else {}
    width, height = float(size.get("width") or 0), float(size.get("height") or 0)

    def frame(place: Mapping[str, Any]) -> Frame | None:
        if not (width and height and place.get("box")) or place.get("page") != number:
            return None
        return _frame(place["box"], width, height)

    boxes: list[LitBox] = []
    for light, place in lit:
        if (found := frame(place)) is not None:
            first = all(box.number != light.number for box in boxes)
            taken = {
                box.column
                for box in boxes
                if box.first and abs(_percent(box.frame.top) - _percent(found.top)) < _NUMBER_HEIGHT
            }
            boxes.append(LitBox(found, light.number, light.unsure, first, 0 if 0 not in taken else 1))
    own_frame = frame(own) if own else None
    marks = [NamedMark(f, MARKS[m["kind"]]) for m in _marks(reading) if (f := frame(m)) is not None]
    return PaperPage(number, width, height, (own_frame,) if own_frame else (), tuple(boxes), tuple(marks))


def _frame(box: Box, width: float, height: float) -> Frame:
    left, right = (min(max(x / width, 0), 1) * 100 for x in (box[0], box[2]))
    top, bottom = (min(max(y / height, 0), 1) * 100 for y in (box[1], box[3]))
    return Frame(*(f"{x:.2f}%" for x in (left, top, right - left, bottom - top)))


def _percent(written: str) -> float:
    return float(written.rstrip("%"))


def _places(reading: Mapping[str, Any]) -> dict[tuple[int, ...], Mapping[str, Any]]:
    """Places of fields by their span."""
    fields: Mapping[str, Mapping[str, Any]] = reading.get("fields") or {}
    return {(place["start"], place["end"]): place for place in fields.values() if place.get("page")}


def _marks(reading: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (mark for mark in reading.get("marks") or [] if mark.get("kind") in MARKS)


def _within(number: int, count: int) -> int:
    return max(1, min(number, count) if count else number)
