"""Fonts for PDF and pictures: Be Vietnam Pro (the platform's voice) and Tinos (a document's own words), both OFL.

Made by `scripts/make_fonts.py`. Give `FOLDER` to Typst as a font path, or open one face by `face()`.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["FOLDER", "face"]

FOLDER = Path(__file__).resolve().parent


def face(family: str, weight: int = 400, *, italic: bool = False) -> Path:
    """The TTF of a face, e.g. `face("tinos", 700)`. Raises FileNotFoundError where the kit does not carry it."""
    path = FOLDER / f"{family}-{weight}{'-italic' if italic else ''}.ttf"
    if not path.is_file():
        raise FileNotFoundError(f"no face {path.name} in {FOLDER}")
    return path
