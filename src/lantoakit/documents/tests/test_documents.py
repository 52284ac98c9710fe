"""Reading files: what becomes of their lines, and what is refused."""
# ruff: noqa: E501 - the cases of a table stay on their lines

import io
import zipfile
from pathlib import Path

import pytest
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoakit import documents
from lantoakit.documents.tests.making import docx_bytes, pdf_bytes, replaced


def blocks(text: str, name: str = "a.txt") -> list[str]:
    return [b.text for b in documents.read(text.encode(), name=name).blocks]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        # A sign that a line broke is whole.
        ("Thực hiện Nghị quyết số 57-\nNQ/TW của Bộ Chính trị", ["Thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị"]),
        # A dash of its own keeps its spaces.
        ("các tổ chức chính trị -\nxã hội trên địa bàn", ["các tổ chức chính trị - xã hội trên địa bàn"]),
        # Marks begin paragraphs.
        ("I. MỤC ĐÍCH\n1. Mục đích\n- Nâng cao", ["I. MỤC ĐÍCH", "1. Mục đích", "- Nâng cao"]),
        # White space is one space, invisible letters are gone.
        ("Số:  \u200b  05/KH-UBND", ["Số: 05/KH-UBND"]),
        # Two columns of the head are read one after the other.
        ("UBND XÃ A           CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ["UBND XÃ A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]),
        # Lines of authority stand alone.
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
    ],
)
def test_lines_of_plain_text(printed: str, read: list[str]) -> None:
    assert blocks(printed) == read


def test_lone_page_numbers_are_no_text() -> None:
    assert blocks("Phần đầu của câu\n\n\n\n2\n\n\n\ncòn tiếp.") == ["Phần đầu của câu còn tiếp."]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("## KẾ HOẠCH", ["KẾ HOẠCH"]),
        ("**1. Phòng A**\n\nLàm *ngay*.", ["1. Phòng A", "Làm ngay."]),
        ("**1-** Tạo sự thống nhất", ["1- Tạo sự thống nhất"]),
        ("* Việc một\n* Việc hai", ["- Việc một", "- Việc hai"]),
        ("| TT | Việc |\n|---|---|\n| 1 | Mở lớp |", ["TT", "Việc", "1", "Mở lớp"]),
        ("**KT. CHỦ TỊCH  \nPHÓ CHỦ TỊCH**", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
    ],
)
def test_markdown(written: str, read: list[str]) -> None:
    assert blocks(written, "a.md") == read


def test_a_table_of_plain_text_has_cells() -> None:
    text = (
        "PHỤ LỤC\n\nTT Nội dung công việc Đơn vị chủ trì Đơn vị phối hợp Thời gian\n\n1 \nMở chuyên mục về kỹ năng\n\nsố\n\n"
        "Phòng Văn hóa –\n\nXã hội\n\nCác thôn, tổ dân\n\nphố\nQuý I/2026\n\n2\n\nTập huấn\n\nTrung tâm Dịch vụ\n \nTháng 5/2026\n"
    )
    cells = {(b.cell.row, b.cell.column): b.text for b in documents.read(text.encode(), name="a.txt").blocks if b.cell}
    assert cells[1, 1] == "Mở chuyên mục về kỹ năng số"
    assert cells[1, 2] == "Phòng Văn hóa – Xã hội"
    assert cells[1, 3] == "Các thôn, tổ dân phố"
    assert (cells[2, 2], cells[2, 4]) == ("Trung tâm Dịch vụ", "Tháng 5/2026")


def _numbered(document: DocxDocument) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>'))  # fmt: skip
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level, text in ((0, "MỤC ĐÍCH"), (1, "Mục đích"), (2, "Nâng cao"), (1, "Yêu cầu"), (0, "NỘI DUNG"), (1, "Một")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'))  # fmt: skip


def test_a_table_pasted_with_tabs_has_cells_and_a_head_of_two_columns_has_none() -> None:
    head = "ỦY BAN NHÂN DÂN\t\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ MINH HỌA\t\t\tĐộc lập - Tự do - Hạnh phúc\n"
    rows = "TT\tNội dung\tChủ trì\tThời hạn\n1\tMở lớp học số\tCông an xã\tQuý I\n2\tTreo băng rôn\t\tThường xuyên\n"
    document = documents.read(f"{head}I. PHÂN CÔNG\n{rows}II. KINH PHÍ\n".encode(), name="a.txt")
    found = {(b.cell.row, b.cell.column): b.text for b in document.blocks if b.cell}
    assert found == {
        (0, 0): "TT", (0, 1): "Nội dung", (0, 2): "Chủ trì", (0, 3): "Thời hạn",
        (1, 0): "1", (1, 1): "Mở lớp học số", (1, 2): "Công an xã", (1, 3): "Quý I",
        (2, 0): "2", (2, 1): "Treo băng rôn", (2, 3): "Thường xuyên",
    }  # fmt: skip
    assert document.blocks[-1].text == "II. KINH PHÍ"


def test_automatic_numbers_of_docx_are_text() -> None:
    read = [b.text for b in documents.read(docx_bytes(_numbered)).blocks]
    assert read == ["I. MỤC ĐÍCH", "1. Mục đích", "- Nâng cao", "2. Yêu cầu", "II. NỘI DUNG", "1. Một"]


def test_merged_cells_of_docx_are_read_once() -> None:
    def fill(document: DocxDocument) -> None:
        table = document.add_table(rows=3, cols=3)
        table.cell(0, 0).text = "Đầu"
        table.cell(0, 0).merge(table.cell(0, 2))
        table.cell(1, 0).text = "Dọc"
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(2, 1).text = "Trong"

    cells = {b.text: b.cell for b in documents.read(docx_bytes(fill)).blocks}
    assert cells["Đầu"] == documents.Cell(0, 0, 0, 1, 3)
    assert cells["Dọc"] == documents.Cell(0, 1, 0, 2, 1)
    assert cells["Trong"] == documents.Cell(0, 2, 1, 1, 1)


def test_headers_deletions_and_hidden_words_of_docx_are_no_text() -> None:
    def fill(document: DocxDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "Đầu trang"
        paragraph = document.add_paragraph("Giữ ")
        for xml in (
            '<w:del {0} w:id="1" w:author="a"><w:r><w:delText>bỏ</w:delText></w:r></w:del>',
            '<w:ins {0} w:id="2" w:author="a"><w:r><w:t>thêm</w:t></w:r></w:ins>',
            "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>",
        ):
            paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))

    assert [b.text for b in documents.read(docx_bytes(fill)).blocks] == ["Giữ thêm"]


def test_pdf_has_pages_boxes_and_no_page_numbers() -> None:
    data = pdf_bytes(
        [[(72, 770, "- Thong bao so mot."), (290, 815, "1")], [(290, 815, "2"), (72, 770, "- Trang hai.")]]
    )
    document = documents.read(data)
    assert [(b.text, b.page) for b in document.blocks] == [("- Thong bao so mot.", 1), ("- Trang hai.", 2)]
    box = document.blocks[0].box
    assert box is not None and abs(box[0] - 72) < 3 and 60 < box[1] < 75
    assert [p.number for p in document.pages] == [1, 2]


def test_a_ruled_table_of_pdf_has_cells() -> None:
    rules = " ".join(
        [*(f"72 {y} m 372 {y} l S" for y in (700, 660, 620)), *(f"{x} 620 m {x} 700 l S" for x in (72, 172, 372))]
    )
    words: list[tuple[float, float, str]] = [
        (80, 675, "STT"),
        (180, 675, "Noi dung"),
        (80, 635, "1"),
        (180, 635, "Mo lop"),
    ]
    cells = {(b.cell.row, b.cell.column): b.text for b in documents.read(pdf_bytes([words], rules)).blocks if b.cell}
    assert cells == {(0, 0): "STT", (0, 1): "Noi dung", (1, 0): "1", (1, 1): "Mo lop"}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", documents.EmptyDocument),
        (b" \n\t", documents.EmptyDocument),
        ("–––\n***".encode(), documents.EmptyDocument),  # marks alone are no text
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, documents.DamagedDocument),
        (b"GIF89a" + b"x" * 99, documents.UnsupportedFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, documents.UnsupportedFormat),  # the old .doc
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), documents.EncryptedDocument),
        (b"%PDF-1.7 cut off", documents.DamagedDocument),
        (b"PK\x03\x04 cut off", documents.DamagedDocument),
        (pdf_bytes([[]]), documents.EmptyDocument),  # pages without a letter and without a picture
        ("MẬT\nKẾ HOẠCH".encode(), documents.SecretDocument),
        ("TỐI MẬT\nKẾ HOẠCH".encode(), documents.SecretDocument),
        ("UBND XÃ\nTuyệt mật\nKẾ HOẠCH".encode(), documents.SecretDocument),
        ("Độ mật: Mật\nKẾ HOẠCH".encode(), documents.SecretDocument),
    ],
)
def test_what_is_refused(data: bytes, error: type[documents.DocumentError]) -> None:
    with pytest.raises(error) as caught:
        documents.read(data, name="tệp")
    assert caught.value.message.endswith(".") and caught.value.code == error.code


@pytest.mark.parametrize(
    "text",
    [
        "MẬT ĐỘ DÂN SỐ",  # words of a heading
        "Bảo vệ bí mật nhà nước",
        "BẢO VỆ BÍ\nMẬT NHÀ NƯỚC",  # a line broke the word
        "Mật khẩu phải dài",
    ],
)
def test_the_word_for_secret_alone_is_no_stamp(text: str) -> None:
    assert documents.read(text.encode(), name="a.txt").blocks


def test_a_stamp_in_a_header_of_docx_is_seen() -> None:
    def fill(document: DocxDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
        document.add_paragraph("KẾ HOẠCH")

    with pytest.raises(documents.SecretDocument):
        documents.read(docx_bytes(fill))


def test_limits() -> None:
    limits = documents.Limits(size=1000, pages=1)
    with pytest.raises(documents.TooLarge):
        documents.read(b"a" * 1001, limits=limits)
    with pytest.raises(documents.TooLarge):
        documents.read(pdf_bytes([[(72, 700, "a")], [(72, 700, "b")]]), limits=documents.Limits(pages=1))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 60_000_000)
    with pytest.raises(documents.TooLarge):
        documents.read(out.getvalue())


def _one_word(document: DocxDocument) -> None:
    document.add_paragraph("Chữ")


def test_entities_are_never_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("kho báu")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
    data = docx_bytes(_one_word)
    data = replaced(
        data, "word/document.xml", lambda x: x.replace(b"?>", b"?>" + entity, 1).replace("Chữ".encode(), b"&e;")
    )
    with pytest.raises(documents.DamagedDocument):
        documents.read(data)


def test_missing_files_and_folders_have_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(documents.DocumentError, match="hãy"):
            documents.read(path)


def _hold(document: documents.Document) -> None:
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
    for span in document.spans:
        assert 0 <= span.start < span.end <= len(document.text)
    assert document.text == "\n".join(b.text for b in document.blocks)


VIETNAMESE = st.text(alphabet="IVX1234.-)(a*#|_ \n\t:;,ẾKHOẠCHkếhoạchđPhòngNơinhậnTMẬT/–“”…\ufeff\u0301", max_size=600)


@given(VIETNAMESE | st.text(max_size=200), st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=150)
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    try:
        _hold(documents.read(text.encode("utf-8", "surrogatepass"), name=name))
    except documents.DocumentError as error:
        assert error.message


DOCX = docx_bytes(_numbered)
PDF = pdf_bytes([[(72, 770, "Thong bao"), (72, 750, "Can cu")]])


@given(st.sampled_from([DOCX, PDF]), st.integers(0, 40_000), st.binary(max_size=40), st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_broken_files_are_read_or_refused(data: bytes, at: int, noise: bytes, cut: bool) -> None:
    at %= len(data)
    broken = data[:at] + noise + (b"" if cut else data[at + len(noise) :])
    try:
        _hold(documents.read(broken))
    except documents.DocumentError as error:
        assert error.message


@pytest.mark.parametrize(
    "text",
    [
        "từ " * 100_000,  # one long line
        "1. Mục\n" * 10_000,  # very many headings
        " \t" * 100_000 + "x",
        "**" * 50_000 + "x",
        "[" * 50_000 + "x",
        "- a\n\n" * 20_000,
        "TT Nội dung Đơn vị chủ trì Thời gian\n" * 2_000,
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_texts_made_to_be_slow_are_read_whole(text: str, name: str) -> None:
    """Squares of such lengths would run into the suite's time limit; `benchmarks.robustness` shows the growth."""
    read = documents.read(text.encode(), name=name).text
    assert sum(c.isalnum() for c in read) == sum(c.isalnum() for c in text)
