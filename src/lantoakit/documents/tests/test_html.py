"""HTML: what a browser shows is read, and nothing else."""
# ruff: noqa: E501 - the cases of a table stay on their lines

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoakit import documents


def blocks(html: str, name: str = "a.html") -> list[str]:
    return [b.text for b in documents.read(html.encode(), name=name).blocks]


@pytest.mark.parametrize(
    ("html", "read"),
    [
        # White space of the source is one space; a block ends a paragraph, an inline element does not.
        ("<p>Tuyên\n  truyền <b>pháp</b> luật<p>Hai", ["Tuyên truyền pháp luật", "Hai"]),
        ("<div>Một<div>Hai</div>Ba</div>", ["Một", "Hai", "Ba"]),
        # A line break parts paragraphs, but not inside a sentence that goes on in small letters.
        ("<p>Nơi nhận:<br>- UBND tỉnh;<br>- Lưu: VT.</p>", ["Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT."]),
        ("<p>Thực hiện kế<br>hoạch</p>", ["Thực hiện kế hoạch"]),
        # Numbers that the browser puts before items.
        ("<ol><li>Một<li>Hai</ol>", ["1. Một", "2. Hai"]),
        ("<ol type=I start=3><li>BA<ol type=a><li>a nhỏ<li>b nhỏ</ol><li>BỐN</ol>", ["III. BA", "a) a nhỏ", "b) b nhỏ", "IV. BỐN"]),
        ("<ol><li value=7>Bảy<li>Tám</ol>", ["7. Bảy", "8. Tám"]),
        ("<ul><li><p>Gạch</p><p>đoạn hai</p></li></ul>", ["- Gạch", "đoạn hai"]),
        # A mark that is typed is not doubled; a list without marks has none.
        ("<ul><li>- Đã có<li>a) Cũng vậy</ul>", ["- Đã có", "a) Cũng vậy"]),
        ("<ol style='list-style: none'><li>Trơn</ol>", ["Trơn"]),
        # No scripts, styles, comments, forms, heads; nothing that is hidden.
        ("<title>x</title><style>p{}</style><script>1<2</script><p>Chữ<!-- ẩn --></p><select><option>x</select>", ["Chữ"]),
        ("<p>Thấy<span style='display:none'>ẩn</span><span hidden>ẩn</span><i aria-hidden=true>ẩn</i></p>", ["Thấy"]),
        # A footnote's mark is no text.
        ("<p>Quyết định<a href='#_ftn1'><sup>[1]</sup></a> số 5</p>", ["Quyết định số 5"]),
        ("<pre>I. MỤC ĐÍCH\n1. Nâng cao</pre>", ["I. MỤC ĐÍCH", "1. Nâng cao"]),
        ("<p>A &amp; B &nbsp;&lt;c&gt; &ecirc;</p>", ["A & B <c> ê"]),
    ],
)  # fmt: skip
def test_paragraphs(html: str, read: list[str]) -> None:
    assert blocks(html) == read


def test_headings_and_bold_paragraphs_are_bold() -> None:
    html = "<h2>Một</h2><p><b>Hai</b></p><p><b>Ba</b> bốn năm</p><p style='font-weight:700'>Sáu</p><b><p style='font-weight:normal'>Bảy</p></b>"
    assert [b.bold for b in documents.read(html.encode(), name="a.html").blocks] == [True, True, False, True, False]


def test_merged_cells_are_read_once() -> None:
    html = """<table><thead><tr><th colspan=3>Đầu</th></tr></thead>
    <tr><td rowspan=2>Dọc</td><td>Trên</td><td rowspan=0>Hết</td></tr>
    <tr><td>Dưới<table><tr><td>Trong</td></tr></table></td></tr></table><table><tr><td>Sau</td></tr></table>"""
    cells = {b.text: b.cell for b in documents.read(html.encode(), name="a.html").blocks}
    assert cells["Đầu"] == documents.Cell(0, 0, 0, 1, 3)
    assert cells["Dọc"] == documents.Cell(0, 1, 0, 2, 1)
    assert cells["Hết"] == documents.Cell(0, 1, 2, 2, 1)
    assert cells["Dưới"] == cells["Trong"] == documents.Cell(0, 2, 1, 1, 1)
    assert cells["Sau"] == documents.Cell(1, 0, 0, 1, 1)


@pytest.mark.parametrize(
    "data",
    [
        "<html><meta charset=windows-1258><p>Đang đi</p>".encode("cp1258"),
        '<html><meta http-equiv="Content-Type" content="text/html; charset=utf-16"><p>Đảng ủy</p>'.encode(),  # it lies
        "<html><p>Đảng ủy</p>".encode("utf-16"),
        "\ufeff<!DOCTYPE html><p>Đảng ủy</p>".encode(),
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Đảng ủy</p></body></html>'.encode(),
        "<html><meta charset=khong-co><p>Đảng ủy</p>".encode(),
    ],
)
def test_the_character_set_is_found(data: bytes) -> None:
    document = documents.read(data)
    assert document.format == "html" and document.text in ("Đảng ủy", "Đang đi")


def test_nothing_is_fetched_and_no_entity_is_opened(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("kho báu")
    html = f'<!DOCTYPE html [<!ENTITY e SYSTEM "{secret.as_uri()}">]><html><p>Chữ &e;</p><iframe src="{secret.as_uri()}"></iframe></html>'
    assert "kho báu" not in documents.read(html.encode(), name="a.html").text


def test_text_that_only_speaks_of_tags_is_text() -> None:
    assert documents.read(b"Dung the <p> trong HTML", name="a.txt").format == "text"
    assert documents.read("<p>Đoạn</p>".encode(), name="a.htm").format == "html"


def test_a_stamp_of_secrecy_is_seen() -> None:
    with pytest.raises(documents.SecretDocument):
        documents.read("<html><table><tr><td>TỐI MẬT</td></tr></table><p>KẾ HOẠCH</p></html>".encode())


TAGS = st.sampled_from(["<p>", "</p>", "<table>", "<tr>", "<td rowspan=99>", "</table>", "<ol start=-5>", "<li>", "<br>", "<b>", "<!--", "-->", "<script>", "&#0;", "&#x110000;", "chữ ", "\x00", "<html>"])  # fmt: skip


@given(st.lists(TAGS, max_size=40))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_tags_are_read_or_refused(tags: list[str]) -> None:
    try:
        document = documents.read("".join(["<html>", *tags]).encode(), name="a.html")
    except documents.DocumentError as error:
        assert error.message
        return
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + "x",  # deeper than any page
        "<table>" * 300 + "<tr><td>x",
        "<p>x" * 100_000,
        "<ol>" + "<li>x" * 20_000 + "</ol>",
        "<table><tr>" + "<td colspan=1000 rowspan=65534>x" * 2_000,
        "<p>" + "chữ " * 300_000,
        "<!--" * 100_000 + "x",
    ],
)
@pytest.mark.timeout(60)
def test_no_page_is_too_much(html: str) -> None:
    try:
        assert documents.read(("<html>" + html).encode(), name="a.html").text
    except documents.DocumentError as error:
        assert error.message
