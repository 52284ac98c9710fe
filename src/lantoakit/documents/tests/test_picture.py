"""A page as a picture: the right page, with the page's sides, and typed errors for everything else."""

import io

import numpy as np
import pytest
from PIL import Image

from lantoakit.documents import DamagedDocument, DocumentError, TooLarge, UnsupportedFormat
from lantoakit.documents import picture as module
from lantoakit.documents.picture import LONGEST, NoSuchPage, picture_of
from lantoakit.documents.tests.making import docx_bytes, pdf_bytes

TWO_PAGES = pdf_bytes([[(60, 700, "Trang dau")], [(60, 60, "Trang sau")]])


def image_bytes(kind: str, size: tuple[int, int] = (300, 200), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **options)
    return out.getvalue()


def dark_rows(data: bytes) -> list[int]:
    seen = Image.open(io.BytesIO(data)).convert("L")
    rows = np.asarray(seen).min(axis=1)
    return [int(y) for y in np.flatnonzero(rows < 100)]


def test_a_page_of_a_pdf_has_its_sides_and_its_own_words():
    first, second = picture_of(TWO_PAGES, 1), picture_of(TWO_PAGES, 2)
    assert (first.width, first.height) == (910, 1287)  # 595 x 842 points at 110 dpi, rounded up
    assert Image.open(io.BytesIO(first.data)).format == "WEBP"
    assert max(dark_rows(first.data)) < first.height / 4  # words 700 points above the foot
    assert min(dark_rows(second.data)) > second.height * 3 / 4


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_page_that_is_not_there(number):
    with pytest.raises(NoSuchPage):
        picture_of(TWO_PAGES, number)


def test_a_photograph_is_turned_as_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright
    seen = picture_of(image_bytes("JPEG", exif=exif), 1)
    assert (seen.width, seen.height) == (200, 300)


def test_a_scan_of_several_pages_in_one_tiff():
    more = [Image.new("RGB", (100, 400), "white")]
    data = image_bytes("TIFF", save_all=True, append_images=more)
    assert (picture_of(data, 2).width, picture_of(data, 2).height) == (100, 400)
    with pytest.raises(NoSuchPage):
        picture_of(data, 3)


def test_large_sheets_are_made_smaller():
    seen = picture_of(image_bytes("PNG", (4000, 1000)), 1)
    assert (seen.width, seen.height) == (LONGEST, LONGEST // 4)
    sheet = pdf_bytes([[(60, 700, "Ban do")]]).replace(b"[0 0 595 842]", b"[0 0 9999 99]")
    assert picture_of(sheet, 1).width == LONGEST


def test_a_photograph_of_too_many_pixels_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(module, "PIXELS", 50_000)
    with pytest.raises(TooLarge):
        picture_of(image_bytes("PNG"), 1)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", UnsupportedFormat),
        ("KẾ HOẠCH".encode(), UnsupportedFormat),  # text has no pages
        (docx_bytes(lambda _document: None), UnsupportedFormat),
        (b"%PDF-1.4 broken", DamagedDocument),
        (image_bytes("PNG")[:80], DamagedDocument),
    ],
)
def test_what_is_no_picture_is_a_typed_error(data, error):
    with pytest.raises(error):
        picture_of(data, 1)


def test_any_broken_file_is_a_typed_error():
    for data in (TWO_PAGES, image_bytes("JPEG"), image_bytes("PNG")):
        for cut in range(1, len(data), max(1, len(data) // 25)):
            for broken in (data[:cut], data[:cut] + bytes([data[cut] ^ 0x55]) + data[cut + 1 :]):
                try:
                    assert picture_of(broken, 1).data
                except DocumentError as error:
                    assert error.message


def test_what_is_transparent_is_white_as_on_paper() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    seen = Image.open(io.BytesIO(picture_of(out.getvalue(), 1).data)).convert("L")
    assert min(seen.tobytes()) > 250
