"""Photographs and scans that come as pictures: JPEG, PNG, TIFF of several pages, WebP, HEIC."""

import io
import warnings
from collections.abc import Callable, Iterator

from PIL import Image, ImageOps, ImageSequence

from lantoakit.documents.errors import DamagedDocument, DocumentError, TooLarge, UnsupportedFormat
from lantoakit.documents.limits import Limits
from lantoakit.documents.picture import FORMATS, PIXELS
from lantoakit.documents.raw import Line, RawDocument
from lantoakit.documents.readers.scan.flow import add_page, refuse_stamped, without_number
from lantoakit.documents.readers.scan.page import read_sheet
from lantoakit.documents.readers.scan.sheet import Sheet, sheet_of
from lantoakit.documents.reflow import reflow

Progress = Callable[[int, int], None]
_LONGEST, _SHORTEST = 3_200, 2_000  # pixels of the longer side: more is made smaller, less larger
_A4 = (595.0, 842.0)  # points
_PLAUSIBLE = (250.0, 1_300.0)  # points: a paper that a stated resolution makes smaller, or larger than A3, is none
_LEAST_DPI = 100.0  # cameras state 72 or 96 for want of a better number


def read_pictures(data: bytes, limits: Limits, progress: Progress | None = None) -> RawDocument:
    """Read a picture of a page, or of several. `progress` is called with page and pages.

    Raises MissingProgram, TooLarge, DamagedDocument, UnsupportedFormat, SecretDocument.
    """
    raw = RawDocument("image")
    held: list[Line] = []
    table = 0
    with _opened(data) as image:
        pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if pages > limits.pages:
            raise TooLarge
        for number, sheet in enumerate(_sheets(image, pages), start=1):
            if progress is not None:
                progress(number, pages)
            tick = None if progress is None else _tick(progress, number, pages)
            raw.sizes.append((sheet.width, sheet.height))
            reading = read_sheet(sheet, number, tick)
            refuse_stamped(reading.lines)
            raw.marks += reading.marks
            lines = without_number(reading.lines, sheet.height)
            table = add_page(raw, held, lines, reading.grids, table=table)
    raw.blocks.extend(reflow(held))
    return raw


def _tick(progress: Progress, number: int, pages: int) -> Callable[[], None]:
    return lambda: progress(number, pages)


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image: Image.Image = _heic(data) if _is_heic(data) else Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise TooLarge from error
    except DocumentError:
        raise
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError) as error:
        raise DamagedDocument from error
    if image.width * image.height > PIXELS:
        raise TooLarge
    return image


def _is_heic(data: bytes) -> bool:
    return data[4:8] == b"ftyp"


def _heic(data: bytes) -> Image.Image:
    try:
        import pi_heif  # noqa: PLC0415 - loaded for such pictures only
    except ImportError as error:
        raise UnsupportedFormat(
            "Máy chưa có thư viện pi_heif để đọc ảnh HEIC; hãy lưu ảnh thành JPEG rồi tải lên."
        ) from error
    picture = pi_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
    if picture.size[0] * picture.size[1] > PIXELS:
        raise TooLarge
    image: Image.Image = picture.to_pillow()
    return image


def _sheets(image: Image.Image, pages: int) -> Iterator[Sheet]:
    frames: Iterator[Image.Image] = ImageSequence.Iterator(image) if pages > 1 else iter([image])
    for frame in frames:
        if frame.width * frame.height > PIXELS:
            raise TooLarge
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield _sheet(frame)
        except (OSError, ValueError, SyntaxError, RuntimeError, EOFError) as error:
            raise DamagedDocument from error


def _sheet(frame: Image.Image) -> Sheet:
    """Return a picture as a page: upright as the camera knew it, of a size in which letters are read well."""
    longer = max(frame.size)
    if frame.format == "JPEG" and longer > 2 * _LONGEST:
        frame.draft(frame.mode, (frame.width // 2, frame.height // 2))  # decodes at half the size, or a quarter
    dpi = _resolution(frame)
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("P", "PA"):
        upright = upright.convert("RGBA")
    width, height = _points(upright.size, dpi)
    longer = max(upright.size)
    if longer > _LONGEST or longer < _SHORTEST:
        scale = (_LONGEST if longer > _LONGEST else min(_SHORTEST, 2 * longer)) / longer
        size = (max(1, round(upright.width * scale)), max(1, round(upright.height * scale)))
        if upright.mode not in ("RGB", "RGBA", "L"):
            upright = upright.convert(
                "RGBA" if "A" in upright.mode else "L" if upright.mode in ("1", "I;16") else "RGB"
            )
        upright = upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return sheet_of(upright, upright.width * 72 / width, width, height)


def _resolution(frame: Image.Image) -> float:
    """Return the pixels an inch that the file states, 0.0 where it states none that a paper could have."""
    stated = frame.info.get("dpi")
    try:
        dpi = float(stated[0]) if stated else 0.0
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        return 0.0
    points = [side * 72 / dpi for side in frame.size] if dpi >= _LEAST_DPI else [0.0]
    return dpi if min(points) > _PLAUSIBLE[0] and max(points) < _PLAUSIBLE[1] else 0.0


def _points(size: tuple[int, int], dpi: float) -> tuple[float, float]:
    """Return the size of the paper: by the resolution, or as large as fits a sheet of A4."""
    if dpi:
        return size[0] * 72 / dpi, size[1] * 72 / dpi
    shorter, longer = sorted(size)
    scale = min(_A4[0] / shorter, _A4[1] / longer)
    return size[0] * scale, size[1] * scale
