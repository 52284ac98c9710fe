"""The committed files are those that the code writes, and small."""

import io

import docx
import pypdfium2
import pytest
from PIL import Image

from lantoa.demo.files.make import HERE, PLAN_NAME
from lantoa.demo.files.pictures import PICTURES, SIZE
from lantoa.demo.files.plan_27 import PLAN
from lantoakit.writing import administrative, write_plain


def test_docx_and_text_are_up_to_date():
    assert (HERE / f"{PLAN_NAME}.txt").read_text(encoding="utf-8") == write_plain(PLAN)
    committed = docx.Document(str(HERE / f"{PLAN_NAME}.docx"))
    fresh = docx.Document(io.BytesIO(administrative.write(PLAN, body_size=13)))
    assert committed.element.xml == fresh.element.xml


def test_pdf_says_the_same():
    pdf = pypdfium2.PdfDocument(HERE / f"{PLAN_NAME}.pdf")
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)
    assert len(pdf) == 5
    for words in (
        "Số: 27/KH-UBND",
        "IV. TỔ CHỨC THỰC HIỆN",
        "riêng thôn Đình hoàn thành trong tháng 12/2026",
        "Quý I/2027",
    ):
        assert words in text


def test_plan_has_the_tasks_that_the_sample_needs():
    tasks = [line for line in write_plain(PLAN).splitlines() if line[:2] in ("a)", "b)", "c)", "d)", "đ)")]
    assert len(tasks) == 28


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_small_jpegs(name):
    data = (HERE / name).read_bytes()
    assert len(data) < 60_000
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("JPEG", SIZE)
        assert not image.getexif()
