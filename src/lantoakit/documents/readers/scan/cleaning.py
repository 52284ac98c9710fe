"""A page made ready for reading: light evened, coloured and lighter ink lifted off, laid straight, its lines wiped."""

from dataclasses import dataclass

from lantoakit.documents.readers.scan.faint import Frame, frames_in, without_faint
from lantoakit.documents.readers.scan.ink import Patch, lifted
from lantoakit.documents.readers.scan.light import Grey, evened, paper_of, without_specks
from lantoakit.documents.readers.scan.ruling import SHORTEST, Ruling, halved, rulings_of, wiped
from lantoakit.documents.readers.scan.seals import Seal
from lantoakit.documents.readers.scan.shadows import without_border, without_edges
from lantoakit.documents.readers.scan.sheet import Placing, Sheet
from lantoakit.documents.readers.scan.skew import skew_of, straightened

Pixels = tuple[int, int, int, int]


@dataclass(frozen=True)
class Clean:
    """A page laid straight: its print (white paper, black ink, no rules), and what was found and taken off.

    `across`, `down`, `frames`, `shadows` and the `seal`, which is one as black as the print, are in pixels of the
    straight page.
    """

    placing: Placing
    print: Grey
    across: list[Ruling]
    down: list[Ruling]
    frames: list[Frame]
    patches: list[Patch]
    shadows: list[Pixels]
    seal: Seal | None = None


def cleaned(sheet: Sheet) -> Clean:
    """Make a page ready."""
    paper = paper_of(sheet.image)
    grey, patches = lifted(sheet.image, paper, evened(sheet.image, paper))
    grey = without_border(without_specks(grey), sheet.dpi)
    angle = skew_of(halved(grey))
    straight, shadows = without_edges(straightened(grey, angle), sheet.dpi)
    across, down = rulings_of(halved(straight), sheet.dpi)
    frames = frames_in(across, down, sheet.dpi)
    seal = None
    if sheet.image.mode != "RGB":
        straight, patches, seal = without_faint(straight, frames, sheet.dpi)
        if patches:  # the lines of stamps are gone with them
            across, down = rulings_of(halved(straight), sheet.dpi)
            frames = frames_in(across, down, sheet.dpi)
    # A short line down is wiped where it is the side of a box only; it may be letters that stand below one another.
    sides = {edge for frame in frames for edge in (frame.left, frame.right)}
    lines = [rule for rule in down if rule.end - rule.start >= SHORTEST * sheet.dpi or round(rule.at) in sides]
    clean = wiped(straight, across, lines)
    return Clean(Placing(sheet, angle), clean, across, down, frames, patches, shadows, seal)
