"""One page of a file as a picture for a screen: of a PDF, of a scan, of a photograph."""

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass

import pi_heif
import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from lantoakit.documents.errors import DamagedDocument, DocumentError, TooLarge, UnsupportedFormat
from lantoakit.documents.limits import Limits

DPI = 110
LONGEST = 1600  # pixels of a side at most, for plans and maps on large sheets, and for photographs
PIXELS = 130_000_000  # of a photograph before it is made smaller, as the largest telephones take them
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "HEIF")
ENTRY = f"{__name__}:drawn"
"""What `lantoakit.documents.sandbox.run` runs for a page of a file which nobody trusts; option `number`."""
_QUALITY = 75


class NoSuchPage(DocumentError):
    """The file has fewer pages."""

    code = "no_such_page"
    default = "Tệp không có trang này; hãy chọn trang khác."


@dataclass(frozen=True)
class Picture:
    """A WebP image and its size in pixels. It has the sides of the page, so a box of a Span keeps its place in
    percent.
    """

    data: bytes
    width: int
    height: int


def picture_of(data: bytes, number: int, *, dpi: int = DPI, limits: Limits | None = None) -> Picture:
    """Return page `number` (from 1) of a PDF or an image, as it is seen. A photograph is turned as its camera was held.

    Raises NoSuchPage, UnsupportedFormat for a file that has no pages, DamagedDocument, TooLarge.
    """
    limits = limits or Limits()
    if len(data) > limits.size:
        raise TooLarge
    try:
        seen = _pdf_page(data, number, dpi) if b"%PDF-" in data[:1024] else _frame(data, number)
        out = io.BytesIO()
        _on_white(seen).save(out, "WEBP", quality=_QUALITY, method=2)
    except DocumentError:
        raise
    except (MemoryError, Image.DecompressionBombError) as error:
        raise TooLarge from error
    except Exception as error:  # the libraries met a file that they cannot take
        raise DamagedDocument from error
    return Picture(out.getvalue(), seen.width, seen.height)


def drawn(data: bytes, _name: str, limits: Limits, _progress: Callable[[int, int], None], *, number: int) -> str:
    """Return the WebP of a page in base64: what the other process runs."""
    return base64.b64encode(picture_of(data, number, limits=limits).data).decode()


def _on_white(seen: Image.Image) -> Image.Image:
    """Return a picture as it looks on paper: what is transparent is white."""
    if not seen.has_transparency_data:
        return seen.convert("RGB")
    sheet = Image.new("RGBA", seen.size, "white")
    sheet.alpha_composite(seen.convert("RGBA"))
    return sheet.convert("RGB")


def _pdf_page(data: bytes, number: int, dpi: int) -> Image.Image:
    document = pdfium.PdfDocument(data)
    try:
        document.init_forms()  # a signature's stamp is drawn as a form field
        if not 1 <= number <= len(document):
            raise NoSuchPage
        page = document[number - 1]
        scale = min(dpi / 72, LONGEST / max(page.get_size()))
        return page.render(scale=scale).to_pil()
    finally:
        document.close()


def _frame(data: bytes, number: int) -> Image.Image:
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise UnsupportedFormat from error
    if not 1 <= number <= getattr(image, "n_frames", 1):
        raise NoSuchPage
    image.seek(number - 1)
    if image.width * image.height > PIXELS:
        raise TooLarge
    image.draft("RGB", (LONGEST, LONGEST))
    image.thumbnail((LONGEST, LONGEST))
    return ImageOps.exif_transpose(image)
