"""What stands on a page beside its print: seals, stamps, remarks by hand. Each is named and never read as text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lantoakit.documents.assemble import clean
from lantoakit.documents.model import Mark
from lantoakit.documents.readers.scan.ink import Patch
from lantoakit.documents.readers.scan.light import INK, Grey
from lantoakit.documents.readers.scan.ruling import SHORTEST_DOWN, halved, rulings_of, wiped
from lantoakit.documents.readers.scan.seals import Seal, seal_in
from lantoakit.documents.readers.scan.sheet import Placing
from lantoakit.documents.readers.scan.skew import skew_of, straightened
from lantoakit.documents.readers.scan.tesseract import Word
from lantoakit.documents.readers.scan.words import likely
from lantoakit.documents.secrecy import is_secret_seen
from lantoakit.text import fold

MOST_READ = 8  # patches of a page whose words are looked at
_SHORTEST = (0.4, SHORTEST_DOWN)  # inches, lines of a stamp
_TILT = 12.0  # degrees: stamps are pressed by hand
_INCOMING = re.compile(r"\b(?:cong van )?den\b|\bcong van\b|\bvan ban den\b")
_LINES = re.compile(r"\b(?:so|ngay|chuyen|luu ho so|ho so)\b")


@dataclass(frozen=True)
class Lifted:
    """A patch that was looked at: its seal, and the image in which its words are to be read, if any."""

    patch: Patch
    seal: Seal | None
    framed: bool
    image: Grey | None


def looked_at(patches: Sequence[Patch], dpi: float, angle: float) -> list[Lifted]:
    """Find rings and frames in patches of coloured ink, and prepare the others for a look at their words."""
    found: list[Lifted] = []
    largest = sorted(patches, key=lambda p: p.ink.size, reverse=True)[:MOST_READ]
    for patch in patches:
        seal = seal_in(patch.ink < INK, dpi)
        if seal is not None or patch not in largest:
            found.append(Lifted(patch, seal, framed=False, image=None))
            continue
        half = halved(patch.ink)
        own = skew_of(half, _TILT) or (0.0 if patch.straight else angle)
        straight = straightened(patch.ink, own)
        across, down = rulings_of(halved(straight), dpi, _SHORTEST)
        framed = len(across) >= 2 and len(down) >= 2
        image = wiped(straight, across, down)
        found.append(Lifted(patch, None, framed, image if _has_letters(image, dpi) else None))
    return found


def _has_letters(image: Grey, dpi: float) -> bool:
    """Whether ink could be letters: neither a speck nor one stroke across."""
    ink = image < INK
    rows = np.flatnonzero(ink.any(axis=1))
    return rows.size >= 0.06 * dpi and int(ink.sum()) >= 0.004 * dpi * dpi


def words_of_stamp(words: Sequence[Word]) -> str:
    """Return the words of a patch as one string, its lines parted by line feeds. A word hardly seen is left out."""
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in words:
        if word.confidence >= 25:
            lines.setdefault(word.line, []).append(word.text)
    return "\n".join(clean(" ".join(line)) for line in lines.values())


def is_secret_stamp(text: str) -> bool:
    """Whether words of a stamp say that the paper is secret."""
    return any(is_secret_seen(line, stamped=True) for line in [*text.split("\n"), " ".join(text.split())])


def marks_of(lifted: Lifted, text: str, placing: Placing, page: int) -> list[Mark]:
    """Return what a patch of coloured ink is, from its shape and its words."""
    patch = lifted.patch
    place = placing.original if patch.straight else placing.aslant
    box = place(*patch.box)
    if lifted.seal is not None:
        left, top, right, bottom = lifted.seal.box
        ring = place(patch.left + left, patch.top + top, patch.left + right, patch.top + bottom)
        return [Mark("seal", page, ring, round(min(0.99, lifted.seal.seen), 2))]
    known = [word for word in text.split() if likely(word)]
    if says_incoming(text) and (lifted.framed or len(known) >= 2):
        return [Mark("incoming_stamp", page, box, 0.95 if lifted.framed else 0.8)]
    if lifted.framed or (len(known) >= 2 and 2 * len(known) >= len(text.split())):
        return [Mark("stamp", page, box, 0.7)]
    return [Mark("handwriting", page, box, 0.8 if patch.hue == "blue" else 0.6)]


def says_incoming(text: str) -> bool:
    """Whether words are those of a stamp of incoming mail: "ĐẾN", or at least two of its lines."""
    words = fold(text)
    return bool(_INCOMING.search(words)) or len(set(_LINES.findall(words))) >= 2
