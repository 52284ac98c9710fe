"""Reading PDF: what stands on a page besides the text, tables over pages, footnotes, turned pages, odd fonts."""
# ruff: noqa: E501 - the cases of a table stay on their lines

import pypdfium2 as pdfium
import pytest

from lantoakit import documents
from lantoakit.documents.tests.making import pdf_bytes, typeset

A4 = "#set page(width: 210mm, height: 297mm, margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm)"
TEXT = '#set text(font: "Tinos", size: 14pt, lang: "vi", hyphenate: false)\n#set par(justify: true)\n'
PARAGRAPH = (
    "Ủy ban nhân dân xã giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với các đơn vị liên quan hướng dẫn người dân nộp "
    "hồ sơ qua mạng; tổng hợp kết quả, báo cáo Ủy ban nhân dân xã trước ngày 20 hằng tháng."
)


def read(body: str, page: str = "") -> documents.Document:
    return documents.read(typeset(f"{A4}{page})\n{TEXT}{body}"), name="a.pdf")


def texts(document: documents.Document) -> list[str]:
    return [b.text for b in document.blocks]


def cells(document: documents.Document) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for block in document.blocks:
        if block.cell:
            place = (block.cell.row, block.cell.column)
            found[place] = f"{found[place]} | {block.text}" if place in found else block.text
    return found


@pytest.mark.parametrize(
    "margin",
    [
        "header: context align(center, counter(page).display())",
        "footer: context align(center)[\\- #counter(page).display() \\-]",
        "footer: context align(right)[Trang #counter(page).display()/#counter(page).final().first()]",
        "footer: context align(right)[#counter(page).display() trên #counter(page).final().first()]",
        # A head and a foot that run, with the number inside.
        'header: text(9pt)[Xã Đồng Mây], footer: context text(9pt)[Kế hoạch 64 #h(1fr) Trang #counter(page).display()]',
    ],
)  # fmt: skip
def test_page_numbers_and_running_lines_are_no_text(margin: str) -> None:
    document = read(f"{PARAGRAPH}\n#pagebreak()\n{PARAGRAPH}\n#pagebreak()\n{PARAGRAPH}", f", {margin}")
    assert len(document.pages) == 3
    assert set(" ".join(texts(document)).split()) == set(PARAGRAPH.split())


def test_a_number_that_is_text_stays() -> None:
    """A lone number in the middle of a page is none of a page."""
    assert "2026" in texts(read(f"{PARAGRAPH}\n\n#v(80pt)\n2026\n\n#v(80pt)\n{PARAGRAPH}"))


@pytest.mark.parametrize(
    "stamp",
    [
        ["Người ký: Ủy ban nhân dân xã", "Email: a@b.gov.vn", "Cơ quan: Tỉnh Sơn Khê", "Thời gian ký: 09.02.2026 16:05:12 +07:00"],
        ["Ký bởi: VĂN THƯ", "Ngày ký: 09-02-2026 16:05:12 +07:00"],
        ["Digitally signed by VAN THU", "DN: C=VN, CN=Van Thu", "Date: 2026.02.09 15:48:01 +07'00'"],
        ["2026-02-09T15:41:52+0700"],
    ],
)  # fmt: skip
def test_marks_of_signing_are_marks_and_no_text(stamp: list[str]) -> None:
    words = " \\\n".join(line.replace("@", "\\@").replace("'", "\\'").replace("-", "\\-") for line in stamp)
    place = f"#place(top + right, dy: -40pt)[#box(width: 160pt)[#set text(7pt)\n#set par(justify: false)\n{words}]]"
    document = read(f"{place}\n{PARAGRAPH}")
    assert texts(document) == [PARAGRAPH]
    assert len(document.marks) == 1
    mark = document.marks[0]
    assert (mark.kind, mark.text, mark.page) == ("signing", " ".join(stamp), 1)
    assert mark.box[3] < 80


def test_words_about_signing_are_text() -> None:
    body = "Người ký: chịu trách nhiệm về nội dung văn bản.\n\nNgày ký: ghi theo mẫu."
    document = read(body)
    assert texts(document) == body.split("\n\n") and not document.marks


TABLE_HEAD = "table.header([*TT*], [*Nội dung công việc*], [*Đơn vị chủ trì*], [*Thời gian*])"


def table(rows: list[tuple[str, str, str, str]], *, breakable: bool = True, height: str = "") -> str:
    body = ",\n".join(f"[{n}], [{a}], [{b}], [{c}]" for n, a, b, c in rows)
    return f"#set block(breakable: {str(breakable).lower()})\n{height}#table(columns: (1fr, 8fr, 5fr, 4fr), {TABLE_HEAD},\n{body})"


def test_headings_repeated_on_each_page_are_read_once() -> None:
    rows = [(str(n), f"Việc thứ {n} cần làm trong năm", "Phòng Văn hóa", "Tháng 3/2026") for n in range(1, 70)]
    found = cells(read(table(rows)))
    assert len({b for b in found if b[1] == 0}) == 70
    assert [row for row, column in found if column == 0 and found[row, 0] == "TT"] == [0]
    assert found[69, 1] == "Việc thứ 69 cần làm trong năm"


def test_a_row_that_a_page_broke_is_one() -> None:
    long = "Hướng dẫn người dân nộp hồ sơ qua mạng tại nhà văn hóa thôn, mỗi thôn ít nhất hai buổi trong một tháng"
    rows = [("1", "Việc ngắn", "Công an xã", "Quý I"), ("2", long, "Phòng Văn hóa", "Quý II"), ("3", "Việc cuối", "Trạm y tế", "Quý III")]  # fmt: skip
    document = read(f"#v(690pt - 20pt)\n{table(rows)}")
    assert len(document.pages) == 2
    found = cells(document)
    assert found[2, 1] == long and found[3, 1] == "Việc cuối" and len(found) == 16


def test_merged_cells_keep_their_extent() -> None:
    body = (
        "#table(columns: (1fr, 6fr, 4fr), [TT], [Việc], [Đơn vị], table.cell(colspan: 3)[I. Công tác chung],"
        " [1], [Mở lớp], table.cell(rowspan: 2)[Công an xã], [2], [Phát tờ rơi])"
    )
    places = {b.text: b.cell for b in read(body).blocks}
    assert places["I. Công tác chung"] == documents.Cell(0, 1, 0, 1, 3)
    assert places["Công an xã"] == documents.Cell(0, 2, 2, 2, 1)
    assert places["Phát tờ rơi"] == documents.Cell(0, 3, 1, 1, 1)


def test_lines_of_a_cell_are_joined_where_the_next_word_had_no_room() -> None:
    body = "#set text(12pt)\n#table(columns: (3cm, 3cm, 4.5cm), [Từ tháng 4 đến tháng 11/2026], [Phòng Văn hóa - Xã hội], [Công an xã \\ Trạm y tế], [a], [b], [c])"
    found = cells(read(body))
    assert [found[0, n] for n in range(3)] == [
        "Từ tháng 4 đến tháng 11/2026", "Phòng Văn hóa - Xã hội", "Công an xã | Trạm y tế",
    ]  # fmt: skip


def test_footnotes_stand_behind_the_paragraph_that_calls_them() -> None:
    body = f"{PARAGRAPH}#footnote[Theo Công văn số 5/UBND-VX.] Câu sau.\n\nĐoạn hai có 25 m#super[2] đất.\n\nĐoạn ba.#footnote[Xem mục II.]"
    document = read(body)
    assert [(b.kind, b.text) for b in document.blocks] == [
        ("paragraph", f"{PARAGRAPH} Câu sau."),
        ("footnote", "Theo Công văn số 5/UBND-VX."),
        ("paragraph", "Đoạn hai có 25 m2 đất."),  # raised, but no mark of a note
        ("paragraph", "Đoạn ba."),
        ("footnote", "Xem mục II."),
    ]


def test_a_sign_that_a_line_broke_behind_letters_is_whole() -> None:
    """PDFium takes a hyphen behind letters at the end of a line for one that parts a word."""
    filler = "x" * 12
    document = read(
        f"#set par(justify: false)\n{filler} Căn cứ Nghị quyết liên tịch số 102/2025/NQLT-UBTVQH15-CP-MTTQVN ngày 26 tháng 9."
    )
    assert texts(document) == [
        f"{filler} Căn cứ Nghị quyết liên tịch số 102/2025/NQLT-UBTVQH15-CP-MTTQVN ngày 26 tháng 9."
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    body = (
        "#grid(columns: (1fr, 1fr), align: center, [UBND TỈNH A \\ SỞ B \\ Số: 5/KH-SB],"
        " [CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \\ Độc lập - Tự do - Hạnh phúc \\ Nam Hà, ngày 3 tháng 2 năm 2026])"
    )
    assert texts(read(f"#set text(12pt)\n{body}\n\n{PARAGRAPH}")) == [
        "UBND TỈNH A", "SỞ B", "Số: 5/KH-SB", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Nam Hà, ngày 3 tháng 2 năm 2026", PARAGRAPH,
    ]  # fmt: skip


def test_bold_paragraphs_are_bold() -> None:
    document = read(f"*I. MỤC ĐÍCH*\n\n{PARAGRAPH}\n\n*Phòng A:* {PARAGRAPH}")
    assert [b.bold for b in document.blocks] == [True, False, False]


def test_words_across_a_page_are_no_text() -> None:
    document = read(f"#place(center + horizon, rotate(-45deg, text(60pt, gray)[BẢN SAO]))\n{PARAGRAPH}")
    assert texts(document) == [PARAGRAPH]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_of_a_turned_page_are_those_of_the_page_as_shown(turn: int) -> None:
    """A page stored sideways and shown upright: text and boxes are those of the upright page."""
    upright = documents.read(pdf_bytes([[(72, 770, "Thong bao so mot cua xa"), (72, 750, "gui cac don vi")]]))
    matrix = {90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 595"}[turn]
    sideways = pdf_bytes([[(72, 770, "Thong bao so mot cua xa"), (72, 750, "gui cac don vi")]], f"{matrix} cm")
    size = b"[0 0 842 595]" if turn != 180 else b"[0 0 595 842]"
    stored = sideways.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox " + size + b" /Rotate " + str(turn).encode())
    shown = documents.read(stored)
    assert texts(shown) == texts(upright)
    assert (shown.pages[0].width, shown.pages[0].height) == (595, 842)
    for a, b in zip(shown.spans, upright.spans, strict=True):
        assert a.box is not None and b.box is not None
        assert all(abs(x - y) < 1.5 for x, y in zip(a.box, b.box, strict=True))


def test_a_page_whose_origin_is_elsewhere() -> None:
    plain = pdf_bytes([[(172, 870, "Thong bao so mot")]])
    moved = documents.read(plain.replace(b"[0 0 595 842]", b"[100 100 695 942]"))
    box = moved.blocks[0].box
    assert box is not None and abs(box[0] - 72) < 3 and 60 < box[1] < 75


TIMES = dict(
    zip("ThongbaveicpsA ", (611, 500, 500, 500, 500, 500, 444, 500, 444, 278, 444, 500, 389, 722, 250), strict=True)
)


def test_letters_that_stand_behind_their_line_are_put_into_it() -> None:
    """A font without some letters makes the writing program take those from another, at the end of the line."""
    line = "Thong bao ve viec nop ho so"
    places: list[tuple[float, float, str]] = []
    at = 72.0
    for letter in line:
        places.append((round(at, 2), 700, letter))
        at += 12 * TIMES[letter] / 1000
    late = {3, 8, 11, 25}
    words = [place for n, place in enumerate(places) if n not in late and place[2] != " "]
    data = pdf_bytes([[*words, *(places[n] for n in sorted(late))]])
    assert texts(documents.read(data)) == [line]


@pytest.mark.tesseract
def test_a_font_that_hides_its_letters_is_read_as_a_picture() -> None:
    hidden = typeset(f"{A4})\n{TEXT}{PARAGRAPH}").replace(b"/ToUnicode", b"/ToNothing")
    assert len(documents.read(hidden).text.split()) > 20


def test_a_font_that_hides_its_letters_is_refused_without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantoakit.documents.readers.scan.tesseract.program", lambda: None)
    data = typeset(f"{A4})\n{TEXT}{PARAGRAPH}")
    document = pdfium.PdfDocument(data)
    document.close()
    hidden = data.replace(b"/ToUnicode", b"/ToNothing")
    with pytest.raises(documents.UnreadableFont):
        documents.read(hidden)
