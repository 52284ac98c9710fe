"""Misread words of a scan: mended where something proves it, left alone where nothing does, and given back."""

import pytest

from lantoakit.documents import Document, Mend, Page, Span
from lantoakit.documents.mending import PROVEN, mended
from lantoakit.documents.model import Block


def scan(*lines: str, unsure: str = "", confidence: float = 0.7) -> Document:
    """Return lines as a scan gives them: words with a confidence, low for those named in `unsure`."""
    text = "\n".join(lines)
    words: list[Span] = []
    blocks: list[Block] = []
    start = 0
    for line in lines:
        blocks.append(Block(line, start, start + len(line), page=1))
        at = start
        for word in line.split(" "):
            sure = confidence if word.strip(",.;") in unsure.split() else 0.97
            words.append(Span(at, at + len(word), 1, (0.0, 0.0, 1.0, 1.0), sure))
            at += len(word) + 1
        start += len(line) + 1
    lines_seen = tuple(Span(block.start, block.end, 1) for block in blocks)
    return Document("a.pdf", "pdf", text, (Page(1, 0, len(text)),), tuple(blocks), lines_seen, words=tuple(words))


def proofs(document: Document) -> list[tuple[str, str, str]]:
    return [(mend.printed, mend.mended, mend.proof) for mend in document.mends]


@pytest.mark.parametrize(
    ("printed", "right", "proof"),
    [
        ("Thực hiện Kế hoạch của UBND tính về truyền thông", "UBND tỉnh", "body"),
        ("Căn cứ Nghị quyết số 57-NQ/TVV ngày 22/12/2024", "57-NQ/TW", "sign"),
        ("Quyết định số 757/QĐĐ-BKHCN ngày 29/4/2025", "757/QĐ-BKHCN", "sign"),
        ("- Lưu: VI, VHXH.", "Lưu: VT", "sign"),
        ("giữ vững an nỉnh, trật tự", "an ninh, trật tự", "phrase"),
        ("- Các phòng, đơn vị thuộc xã (để th);", "(để t/h)", "sign"),
        ("- UBND tỉnh (b/€);", "(b/c)", "sign"),
        ("Hoàn thành trong quý lI/2026", "quý II/2026", "number"),
    ],
)
def test_what_is_known_proves_a_mend(printed: str, right: str, proof: str) -> None:
    document = mended(scan(printed))
    assert right in document.text
    assert [p for _, _, p in proofs(document)] == [proof]


def test_the_same_words_elsewhere_prove_a_mend() -> None:
    document = mended(
        scan(
            "Rà soát nhà văn hóa thôn Đồng Mây trước mùa mưa",
            "Dọn dẹp nhà văn hóa thôn Đồng Mây hằng tuần",
            "Sửa chữa nhà văn hỏa thôn Đồng Mây xong",
            unsure="hỏa",
        )
    )
    assert document.text.count("nhà văn hóa thôn") == 3
    assert proofs(document) == [("hỏa", "hóa", "document")]


def test_a_heading_between_two_others_gets_its_number() -> None:
    document = mended(scan("I. MỤC ĐÍCH", "H. NỘI DUNG", "III. TỔ CHỨC THỰC HIỆN"))
    assert "\nII. NỘI DUNG\n" in document.text


def test_what_nothing_proves_is_left_as_it_was_seen() -> None:
    lines = (
        "Ông Nguyễn Văn Bính ở thôn Đông",
        "Kinh phí 12.500.000 đồng, giao cho Hạt Kiểm lâm",
        "Hướng dẫn số 06-HD/BXDĐ ngày 05/12/2025",
    )
    document = mended(scan(*lines, unsure="Bính Đông Hạt"))
    assert document.text == "\n".join(lines) and not document.mends


def test_a_document_that_was_no_scan_is_not_touched() -> None:
    seen = scan("Kế hoạch của UBND tính")
    typed = Document(seen.name, "docx", seen.text, seen.pages, seen.blocks, seen.spans)
    assert mended(typed) is typed


def test_a_mend_is_recorded_and_given_back() -> None:
    before = scan("Căn cứ Kế hoạch của UBND tính,", "Thực hiện Nghị quyết số 57-NQ/TVV ngày 22/12/2024 trên địa bàn xã")
    document = mended(before)
    body, sign = document.mends
    assert (document.text[body.start : body.end], body.printed) == ("tỉnh", "tính")
    assert (document.text[sign.start : sign.end], sign.printed) == ("TW", "TVV")
    (word,) = document.words_in(body.start, body.end)
    assert word.confidence == PROVEN
    back = document.without_mend(sign)
    assert "57-NQ/TVV ngày" in back.text and "UBND tỉnh," in back.text
    assert back.mends == (body,)
    assert [block.text for block in back.blocks] == back.text.split("\n")
    for seen in back.words:
        assert back.text[seen.start : seen.end] == back.text[seen.start : seen.end].strip()
    assert back.without_mend(body).text == before.text
    with pytest.raises(ValueError, match="no such mend"):
        back.without_mend(Mend(0, 3, "Cân", "Căn", "phrase"))
