"""Scans and photographs, read by Tesseract: what is print, what is ink beside it, what is refused."""

import io
import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from lantoakit import documents, plans
from lantoakit.documents import Document, programs
from lantoakit.documents.readers.scan import tesseract
from lantoakit.documents.tests import scans
from lantoakit.documents.tests.making import pdf_bytes
from lantoakit.documents.tests.scans import Wear

pytestmark = pytest.mark.tesseract

CLEAN = Wear(seal=False, stamp=False, pen=False, staple=False)
SCORE = Path(__file__).parents[5] / "shared" / "plans" / "score.py"


@cache
def page(wear: Wear, seed: int = 1) -> Image.Image:
    """The one page of a short paper."""
    return scans.scanned(scans.short(), wear, seed)[0]


@cache
def read(wear: Wear) -> Document:
    return documents.read(scans.scan_pdf([page(wear)], wear.dpi))


def kinds(document: Document) -> set[str]:
    return {mark.kind for mark in document.marks}


def near(mark: documents.Mark, box: tuple[float, float, float, float]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(mark.box, box, strict=True))


@pytest.mark.parametrize(
    "wear",
    [
        Wear(),  # red seal over the signature and the name, red stamp over the title, blue remark, skew, staple
        # Blue stamps. At 200 dots an inch a word under their ink is read on one processor and lost on another.
        Wear(ink=(45, 60, 170), dpi=240),
        Wear(mode="L"),  # a scan in grey: the stamps' ink is lighter than black
        Wear(dpi=300, skew=-2.3, noise=14),
        Wear(shade=0.45, skew=1.7, dpi=220),  # one side dark, as in a photograph
    ],
)
def test_print_is_read_and_ink_beside_it_is_not(wear: Wear) -> None:
    document = read(wear)
    text = document.text
    for words in (
        "XÃ SƠN KHÊ\nSố: 47/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",  # the head, column by column
        "KẾ HOẠCH\nTuyên truyền, phổ biến kỹ năng số và dịch vụ công trực tuyến trên địa bàn xã Sơn Khê năm 2026\n",
        "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị",
        "- Lưu: VT, VHXH.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n",  # the ending too
        "Hoàng Thị Mai Lan",
    ):
        assert words in text
    for words in ("ĐẾN", "1127", "VHXH.....", "BẮC AN"):
        assert words not in text
    assert {"seal", "incoming_stamp", "handwriting"} <= kinds(document)


def test_marks_have_their_places() -> None:
    marks = {mark.kind: mark for mark in sorted(read(Wear()).marks, key=lambda m: m.confidence)}
    # The stamp was pressed at (62, 132), 136 by 62 points; the page was then turned by one degree around its middle.
    assert near(marks["incoming_stamp"], (57, 135, 195, 200))
    left, top, right, bottom = marks["seal"].box
    assert abs(right - left - 100) < 6 and abs(bottom - top - 100) < 6  # a ring of 50 points' radius
    assert marks["seal"].confidence > 0.9


def test_a_scan_in_black_and_white_gives_its_stamps_as_far_as_they_are_told() -> None:
    document = read(Wear(mode="1", skew=-0.6))
    assert {"seal", "incoming_stamp"} <= kinds(document)
    assert "ĐẾN" not in document.text and "1127" not in document.text
    assert "Căn cứ Quyết định số 1169/QĐ-TTg ngày 16/6/2025 của Thủ tướng Chính phủ" in document.text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_lie_on_their_side_or_head_are_turned(turn: int) -> None:
    wear = Wear(turn=turn, seal=False, stamp=False, pen=False)
    document = read(wear)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in document.text
    start = document.text.index("KẾ HOẠCH")
    box = document.locate(start, start + 8).box
    assert box is not None
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    width, height = document.pages[0].width, document.pages[0].height
    # The heading stands at about (0.53, 0.15) of an upright page.
    place = {90: (y / height, 1 - x / width), 180: (1 - x / width, 1 - y / height), 270: (1 - y / height, x / width)}
    upright = {90: (1 - y / height, x / width), 180: place[180], 270: (y / height, 1 - x / width)}[turn]
    assert abs(upright[0] - 0.53) < 0.06 and abs(upright[1] - 0.15) < 0.05


def test_words_have_boxes_and_confidence() -> None:
    document = read(CLEAN)
    start = document.text.index("57-NQ/TW")
    (word,) = document.words_in(start, start + 8)
    assert word.confidence is not None and word.confidence > 0.8
    box = document.locate(start, start + 8).box
    assert box == word.box and box is not None
    assert 40 < box[2] - box[0] < 75 and 8 < box[3] - box[1] < 22
    assert document.text == "\n".join(block.text for block in document.blocks)
    for seen in document.words:
        assert document.text[seen.start : seen.end].strip() == document.text[seen.start : seen.end]


def test_fields_of_poor_words_are_doubtful() -> None:
    document = read(CLEAN)
    start = document.text.index("47/KH-UBND")
    poor = [
        documents.Span(w.start, w.end, w.page, w.box, 0.4) if w.start <= start < w.end else w for w in document.words
    ]
    clear, doubtful = (plans.from_document(d).document.sign for d in (document, _with_words(document, tuple(poor))))
    assert clear is not None and not clear.doubtful
    assert doubtful is not None and doubtful.value == clear.value and doubtful.doubtful


def _with_words(document: Document, words: tuple[documents.Span, ...]) -> Document:
    from dataclasses import replace

    return replace(document, words=words)


@pytest.mark.parametrize(
    "wear",
    [
        Wear(secret="MẬT", stamp=False),
        Wear(secret="TỐI MẬT", stamp=False, skew=-1.4),
        Wear(secret="TUYỆT MẬT", stamp=False, mode="L"),
        Wear(secret="MẬT", stamp=False, mode="1"),
    ],
)
def test_a_stamp_of_secrecy_ends_the_reading(wear: Wear) -> None:
    with pytest.raises(documents.SecretDocument):
        documents.read(scans.scan_pdf([page(wear)], wear.dpi))


@pytest.mark.parametrize(("kind", "how"), [("PNG", {}), ("JPEG", {"quality": 80}), ("TIFF", {}), ("WEBP", {})])
def test_pictures_of_every_kind(kind: str, how: dict[str, Any]) -> None:
    document = documents.read(scans.picture(page(CLEAN), kind, **how), name="anh")
    assert document.format == "image"
    assert "Số: 47/KH-UBND" in document.text
    assert document.pages[0].width == pytest.approx(595, abs=3)


def test_a_photograph_is_turned_as_the_camera_says_and_heic_is_read() -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn right by 90 degrees
    head = page(CLEAN).crop((0, 0, page(CLEAN).width, page(CLEAN).height // 2))
    sideways = scans.picture(head.rotate(90, expand=True), "JPEG", quality=85, exif=exif)
    assert "Số: 47/KH-UBND" in documents.read(sideways).text
    out = io.BytesIO()
    pillow_heif.from_pillow(head).save(out, quality=80)
    assert "Số: 47/KH-UBND" in documents.read(out.getvalue()).text


def test_a_tiff_of_two_pages_has_two_pages() -> None:
    out = io.BytesIO()
    page(CLEAN).save(out, "TIFF", save_all=True, append_images=[page(CLEAN, 2)], compression="tiff_lzw")
    document = documents.read(out.getvalue())
    assert len(document.pages) == 2
    assert document.text.count("47/KH-UBND") == 2


def test_a_scanned_page_inside_a_pdf_with_text() -> None:
    mixed = _joined(pdf_bytes([[(72, 770, "Trang mot co lop chu va du dai de doc.")]]), scans.scan_pdf([page(CLEAN)]))
    document = documents.read(mixed)
    assert document.text.startswith("Trang mot co lop chu")
    start = document.text.index("KẾ HOẠCH")
    assert document.locate(start, start + 3).page == 2
    assert not document.words_in(0, 5)


def _joined(*files: bytes) -> bytes:
    target = pdfium.PdfDocument.new()
    for data in files:
        target.import_pages(pdfium.PdfDocument(data))
    out = io.BytesIO()
    target.save(out)
    return out.getvalue()


def test_a_text_layer_before_unicode_is_no_text() -> None:
    words = (
        "\\361y ban nh\\251n d\\251n x\\267 S\\254n Kh\\252, t\\330nh B\\276c An, k\\325 ho\\271ch tuy\\252n truy\\322n"
    )
    with pytest.raises(documents.DocumentError) as caught:  # what Tesseract sees in such letters is no language either
        text = documents.read(pdf_bytes([[(60, 700 - 20 * n, words) for n in range(6)]])).text
        assert "nh©n d©n" not in text
        raise documents.EmptyDocument
    assert caught.value.code == "empty_document"


def test_progress_is_told_and_an_error_in_it_ends_the_reading() -> None:
    told: list[tuple[int, int]] = []
    data = scans.scan_pdf([page(CLEAN), page(CLEAN, 2)])

    def progress(number: int, pages: int) -> None:
        told.append((number, pages))
        if number == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        documents.read(data, progress=progress)
    assert told[0] == (1, 2) and told[-1] == (2, 2)


def test_a_program_that_is_cancelled_dies_with_its_children(tmp_path: Path) -> None:
    mark = tmp_path / "alive"
    script = f"(while true; do date > {mark}; sleep 0.05; done) & sleep 60"

    def stop() -> None:
        if mark.exists():
            raise RuntimeError

    with pytest.raises(RuntimeError):
        programs.run(["/bin/sh", "-c", script], folder=tmp_path, seconds=30, tick=stop)
    mark.unlink()
    with pytest.raises(programs.TooSlow):
        programs.run(["/bin/sh", "-c", "sleep 60"], folder=tmp_path, seconds=0.5)
    assert not mark.exists()


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "program", lambda: None)


def test_a_missing_tesseract_is_said_with_the_line_that_installs_it(no_tesseract: None) -> None:
    for data in (scans.scan_pdf([page(CLEAN)]), scans.picture(page(CLEAN))):
        with pytest.raises(
            documents.MissingProgram, match=r"apt install tesseract-ocr tesseract-ocr-vie.*winget install"
        ):
            documents.read(data)


def test_text_pages_are_read_without_tesseract_and_pictures_are_counted(no_tesseract: None) -> None:
    mixed = _joined(pdf_bytes([[(72, 770, "Trang mot co lop chu va du dai de doc.")]]), scans.scan_pdf([page(CLEAN)]))
    document = documents.read(mixed)
    assert document.unread_pages == (2,)
    assert plans.from_document(document).to_json()["unread_pages"] == [2]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_broken_pictures_are_read_or_refused(kind: str, no_tesseract: None) -> None:
    small = Image.effect_noise((300, 200), 90).convert("RGB")
    data = scans.picture(small, kind)
    chance = random.Random(7)
    for _ in range(60):
        at = chance.randrange(len(data))
        broken = data[:at] + chance.randbytes(chance.randrange(12)) + (b"" if chance.random() < 0.4 else data[at + 8 :])
        with pytest.raises(documents.DocumentError) as caught:
            documents.read(broken)
            raise documents.EmptyDocument  # read without Tesseract: nothing was looked for in it
        assert caught.value.message


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_opened() -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    with pytest.raises(documents.TooLarge):
        documents.read(out.getvalue())


def test_an_empty_sheet_is_empty() -> None:
    for shade in (255, 0, 128):
        with pytest.raises(documents.EmptyDocument):
            documents.read(scans.picture(Image.fromarray(np.full((900, 700), shade, dtype=np.uint8)), "PNG"))


@pytest.mark.shared
def test_a_scan_says_what_the_paper_says(shared_path: Path) -> None:
    """The whole plan with its table over two pages: the same fields as from its words."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("score", shared_path / "plans" / "score.py")
    assert spec is not None and spec.loader is not None
    score: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    paper = scans.sample()
    gold = plans.read(scans.as_html(paper), name="a.html").to_json()
    scan = plans.read(scans.scan_pdf(scans.scanned(paper))).to_json()
    result = score.score(gold, scan)
    assert result["overall"] > 0.95, json.dumps(result, ensure_ascii=False)[:3000]
