"""Photos made fit to keep: checked, turned upright, blurred where asked, stripped of metadata, re-encoded.

No Django and no disk here: bytes in, bytes out. The original is never written by this module.
"""

from __future__ import annotations

import io
import json
import math
import threading
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pi_heif
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

# An iPhone's HEIC: the picture itself alone, in one thread, since the web process has other requests to answer.
pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)

LONGEST_SIDE = 2000
MOST_PIXELS = 60_000_000
MOST_PIXELS_WHOLE = 25_000_000
"""Of formats other than JPEG, which cannot be decoded smaller than they are: 48 million pixels take 750 MB."""
SCALED = ("JPEG", "MPO")
MOST_REGIONS = 40
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"
"""What the button for photos already taken offers; the bytes decide, not the ending. The camera's own button offers no
HEIC: asked for the other kinds, an iPhone hands over a JPEG, which every phone can show before it is sent."""
DECODING = threading.Lock()
"""One photo at a time in a process: ten that are sent at once must not need the memory of ten."""
BLOCKS = 5
"""A blurred region keeps at most so many blocks along a side: a face cannot be made out of them again."""


class PictureRefused(ValueError):
    """The bytes are no photo that can be kept. `reason` is unreadable, too_large, too_large_whole or regions."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle as fractions (0 to 1) of the upright picture: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """What may be stored: JPEG bytes without metadata, and its size in pixels."""

    data: bytes
    width: int
    height: int
    content_type: str = "image/jpeg"
    extension: str = ".jpg"


def regions_from_json(raw: str) -> tuple[Region, ...]:
    """Regions out of a form's field, a JSON list of {"x", "y", "w", "h"}. Raises PictureRefused("regions").

    >>> regions_from_json('[{"x": 0.5, "y": 0.5, "w": 2, "h": 0.1}]')
    (Region(x=0.5, y=0.5, w=0.5, h=0.1),)
    """
    try:
        rows = json.loads(raw or "[]")
        regions = tuple(_region(float(r["x"]), float(r["y"]), float(r["w"]), float(r["h"])) for r in rows)
    except (TypeError, ValueError, KeyError) as error:
        raise PictureRefused("regions") from error
    if len(regions) > MOST_REGIONS:
        raise PictureRefused("regions")
    return regions


def clean_photo(data: bytes, regions: Sequence[Region] = ()) -> CleanPhoto:
    """Turn upright, blur the regions, shrink to 2000 px, drop all metadata, encode as JPEG. Raises PictureRefused.

    Waits while another thread decodes.
    """
    with DECODING:
        picture = _decoded(data)
    _blur(picture, regions)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=84, optimize=True)
    return CleanPhoto(out.getvalue(), picture.width, picture.height)


def small(data: bytes, longest: int = 480) -> bytes:
    """A stored photo made small for lists, as JPEG. Raises PictureRefused where the stored bytes are damaged."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            opened.draft("RGB", (longest, longest))
            picture = opened.convert("RGB")
    except (UnidentifiedImageError, OSError) as error:
        raise PictureRefused("unreadable") from error
    picture.thumbnail((longest, longest))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=78)
    return out.getvalue()


def _decoded(data: bytes) -> Image.Image:
    """The picture alone, upright, at most 2000 px long."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                pixels = opened.width * opened.height
                if pixels > MOST_PIXELS:
                    raise PictureRefused("too_large")
                if pixels > MOST_PIXELS_WHOLE and opened.format not in SCALED:
                    raise PictureRefused("too_large_whole")
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                picture = _flat(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused("too_large") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, RuntimeError, EOFError) as error:
        if isinstance(error, PictureRefused):
            raise
        raise PictureRefused("unreadable") from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return picture


def _region(x: float, y: float, w: float, h: float) -> Region:
    if not all(math.isfinite(value) for value in (x, y, w, h)):
        raise ValueError("not a number")
    left, top = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
    return Region(left, top, min(max(w, 0.0), 1.0 - left), min(max(h, 0.0), 1.0 - top))


def _flat(picture: Image.Image) -> Image.Image:
    """A copy in plain RGB, transparency on white, carrying nothing but its pixels."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        solid = picture.convert("RGBA")
        flat = Image.new("RGB", solid.size, "white")
        flat.paste(solid, mask=solid.getchannel("A"))
        return flat
    flat = Image.new("RGB", picture.size)
    flat.paste(picture.convert("RGB"))
    return flat


def _blur(picture: Image.Image, regions: Iterable[Region]) -> None:
    for region in regions:
        left, top = int(region.x * picture.width), int(region.y * picture.height)
        right = min(picture.width, round((region.x + region.w) * picture.width))
        bottom = min(picture.height, round((region.y + region.h) * picture.height))
        if right - left < 2 or bottom - top < 2:
            continue
        part = picture.crop((left, top, right, bottom))
        small = part.resize((min(BLOCKS, part.width), min(BLOCKS, part.height)), Image.Resampling.BOX)
        blocks = small.resize(part.size, Image.Resampling.NEAREST)
        picture.paste(blocks.filter(ImageFilter.GaussianBlur(max(part.size) / BLOCKS / 3)), (left, top))
