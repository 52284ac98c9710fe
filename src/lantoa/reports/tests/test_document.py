"""The report as files: what the preview says stands in them, numbers open their records, nothing is pre-signed."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal

import docx
import openpyxl
import pypdfium2
import pytest
from docx.oxml.ns import qn

from lantoa.plans.models import Heading
from lantoa.reports import document, selectors, sheets
from lantoa.reports.models import Place
from lantoa.reports.testing import PERIOD, make_ledger
from lantoa.work.models import EvidenceKind, EvidenceState
from lantoakit.writing import Paragraph, office, plain_text_of, write_plain

TODAY = date(2026, 11, 16)
WORDS: dict[str, str] = {Place.ASSESSMENT: "Các thôn vào cuộc sớm.", Place.PROPOSALS: "Cấp thêm 10 máy tính."}


def link(key: str) -> str:
    return f"https://lantoa.example.vn/admin/bao-cao/1/so-lieu/{key}/"


@pytest.fixture
def ledger(commune):
    ledger = make_ledger(commune)
    first = ledger.item("hamlet", text="hướng dẫn hộ có người từ 60 tuổi trở lên cài VNeID;", due_on=date(2026, 11, 30))
    ledger.item("hamlet2", text=first.text)
    ledger.evidence(first, date(2026, 11, 2), number=24, measure="hộ", state=EvidenceState.ACCEPTED)
    ledger.evidence(first, date(2026, 11, 3), number="1250.5", measure="m2")
    ledger.evidence(first, date(2026, 11, 3))
    ledger.item("culture", text="Biên soạn 06 bài học ngắn", path="IV.2", due_on=date(2026, 11, 10))
    ledger.done(date(2026, 11, 5), "economy", text="Lập dự toán", path="IV.2")
    ledger.asked(text="Lồng ghép vào sinh hoạt chi hội", due_on=date(2026, 10, 20))
    return ledger


def figures(ledger):
    return selectors.compute(ledger.commune.organisation.pk, PERIOD, TODAY)


def words_of(content: bytes) -> str:
    file = docx.Document(io.BytesIO(content))
    return "\n".join(
        "".join(node.text or "" for node in row.iter(qn("w:t"))) for row in file.element.body.iter(qn("w:p"))
    )


def links_of(content: bytes) -> dict[str, set[str]]:
    """Texts of hyperlinks by address."""
    file = docx.Document(io.BytesIO(content))
    found: dict[str, set[str]] = {}
    for node in file.element.body.iter(qn("w:hyperlink")):
        address = file.part.rels[node.get(qn("r:id"))].target_ref
        found.setdefault(address, set()).add("".join(part.text or "" for part in node.iter(qn("w:t"))))
    return found


def test_the_head_names_the_plan_and_leaves_number_date_and_signature_blank(ledger):
    made = document.build(figures(ledger), WORDS, link)
    assert made.subject == "Kết quả thực hiện Kế hoạch số 27/KH-UBND tháng 11 năm 2026"
    assert (made.number, made.issued_on, made.sign, made.place) == (None, None, "BC-UBND", "Minh Họa")
    assert made.signature and made.signature.name is None
    assert made.bases == (
        "Căn cứ Kế hoạch số 27/KH-UBND ngày 05/10/2026 của Ủy ban nhân dân xã Minh Họa về phổ cập kỹ năng số cho "
        "Nhân dân năm 2026",
    )
    assert made.parent_body is None  # a People's Committee is headed by its own name alone


def test_sentences_are_those_of_a_clerk(ledger):
    said = write_plain(document.build(figures(ledger), WORDS, link))
    for sentence in (
        "Trong kỳ, xã Minh Họa có 4 việc được giao; hoàn thành 1 việc; có kết quả 2 việc; 1 việc quá hạn.",
        "Đề nghị các cơ quan, đoàn thể phối hợp thực hiện 1 việc.",
        "Các đơn vị đã gửi 01 ảnh, 02 số liệu; còn 2 minh chứng chờ xác nhận.",
        "- Hướng dẫn hộ có người từ 60 tuổi trở lên cài VNeID. 1 trên 2 đơn vị có kết quả: Thôn Bến Đò (24 hộ, "
        "1.250,5 m2, 1 ảnh); chưa có kết quả gửi về: Thôn Đình.",
        "- Lập dự toán. Phòng Kinh tế đã hoàn thành ngày 05/11/2026.",
        "Đến ngày 14/11/2026, còn 1 việc quá hạn:",
        "- Biên soạn 06 bài học ngắn (Phòng Văn hóa - Xã hội, hạn 10/11/2026).",
        "Cấp thêm 10 máy tính.",
    ):
        assert sentence in said


def test_a_body_that_was_only_asked_is_nowhere_told_to_be_late(ledger):
    made = document.build(figures(ledger), WORDS, link, appendix=True)
    parts = write_plain(made)
    difficulties = parts[parts.index("III.") : parts.index("IV. ĐỀ XUẤT")]
    assert "Lồng ghép" not in difficulties
    assert "Quá hạn" not in next(line for line in parts.splitlines() if "Lồng ghép" in line and "|" in line)


def test_an_empty_month_reads_as_a_sentence_too(commune):
    made = document.build(selectors.compute(commune.organisation.pk, PERIOD, TODAY), {}, link)
    said = write_plain(made)
    assert "Trong kỳ, xã Minh Họa chưa có việc nào được giao." in said
    assert "Đến ngày 14/11/2026, không có việc quá hạn." in said
    assert "Không có." in said
    assert made.subject == "Kết quả công tác tháng 11 năm 2026"
    assert made.appendices == ()


def test_every_number_of_the_preview_stands_in_the_docx_as_a_link_to_its_records(ledger):
    found = figures(ledger)
    content = document.write(found, WORDS, link, appendix=True)
    printed = links_of(content)
    made = document.build(found, WORDS, link, appendix=True)
    expected: dict[str, set[str]] = {}
    for block in (*made.blocks, *made.appendices[0].blocks):
        cells = [block.text] if isinstance(block, Paragraph) else []
        cells += list(getattr(block, "items", ()))
        cells += [cell for row in getattr(block, "rows", ()) for cell in row]
        for cell in cells:
            for run in [] if isinstance(cell, str) else cell if isinstance(cell, list) else [cell]:
                if not isinstance(run, str) and run.link:
                    expected.setdefault(run.link, set()).add(run.text)
    assert expected == printed
    known = {link(number.key) for number in found.numbers()}
    assert set(printed) <= known
    assert {link(number.key) for number in (*found.totals, *found.evidence, *found.sums)} <= set(printed)


def test_hyperlinks_of_the_docx_open_existing_pages(ledger, sign_in, settings):
    settings.ORIGIN = "https://lantoa.example.vn"
    from lantoa.reports import services

    report = services.open_report(
        actor=ledger.commune.actor("officer"),
        organisation_id=ledger.commune.organisation.pk,
        year=2026,
        month=11,
        today=TODAY,
    )
    client = sign_in(ledger.commune.people["officer"])
    content = client.get(f"/admin/bao-cao/{report.pk}/tai/word/?lien-ket=1").content
    addresses = links_of(content)
    assert len(addresses) > 10
    for address in addresses:
        assert address.startswith("https://lantoa.example.vn/")
        assert client.get(address.removeprefix("https://lantoa.example.vn")).status_code == 200


def test_the_copy_to_be_signed_has_no_links_and_no_appendix_unless_asked(ledger, sign_in):
    from lantoa.reports import services

    officer = ledger.commune.actor("officer")
    report = services.open_report(
        actor=officer, organisation_id=ledger.commune.organisation.pk, year=2026, month=11, today=TODAY
    )
    client = sign_in(ledger.commune.people["officer"])
    address = f"/admin/bao-cao/{report.pk}/tai/word/"
    plain = client.get(address).content
    assert links_of(plain) == {} and "PHỤ LỤC" not in words_of(plain)
    assert links_of(client.get(f"/admin/bao-cao/{report.pk}/tai/phan-ghep/").content) == {}
    full = client.get(f"{address}?phu-luc=1&lien-ket=1").content
    assert links_of(full) and "PHỤ LỤC" in words_of(full)


def test_a_task_of_several_units_is_told_once(ledger):
    for unit in ("hamlet", "hamlet2"):
        ledger.item(unit, text="Khai giảng lớp học số", due_on=date(2026, 11, 1))
        ledger.item(unit, text="Khảo sát 300 người", due_on=date(2026, 12, 1 if unit == "hamlet" else 5))
    made = document.build(figures(ledger), {}, link, appendix=True)
    said = write_plain(made)
    assert "- Khai giảng lớp học số (Thôn Bến Đò, Thôn Đình, hạn 01/11/2026)." in said
    assert "- Khảo sát 300 người (Thôn Bến Đò, hạn 01/12/2026; Thôn Đình, hạn 05/12/2026)." in said
    rows = [line for line in said.splitlines() if "|" in line and "Khai giảng" in line]
    assert len(rows) == 1 and "Thôn Bến Đò, Thôn Đình" in rows[0]


def test_a_numbered_paragraph_that_is_the_task_is_no_heading_and_long_titles_end_on_a_word(ledger):
    text = "Vận động các hộ buôn bán tại chợ nhận thanh toán bằng mã QR, dán mã ở nơi khách dễ thấy và tự kiểm tra " * 2
    Heading.objects.create(plan=ledger.plan, position=8, path="IV.2.a", title=text[:120])
    Heading.objects.create(plan=ledger.plan, position=9, path="IV.9", title=text[:120])
    task = ledger.item("culture", text=text, path="IV.2.a")
    other = ledger.item("culture", text="Phát tờ gấp", path="IV.9.a")
    for item in (task, other):
        ledger.evidence(item, date(2026, 11, 2))
    said = write_plain(document.build(figures(ledger), {}, link))
    assert "(mục IV.2.a)" not in said
    assert "kiểm tra Vận động các hộ… (mục IV.9)" in said
    assert said.count("chưa có kết quả gửi về trong kỳ") <= 1


def test_as_a_section_it_has_the_parts_and_no_head(ledger):
    said = words_of(document.write(figures(ledger), WORDS, link, as_section=True))
    assert said.lstrip().startswith("I. KẾT QUẢ THỰC HIỆN")
    assert "V. NHIỆM VỤ KỲ TỚI" in said
    for missing in ("CỘNG HÒA", "Căn cứ", "Nơi nhận", "PHỤ LỤC"):
        assert missing not in said


def test_the_same_figures_give_the_same_file(ledger):
    found = figures(ledger)
    assert document.write(found, WORDS, link) == document.write(found, WORDS, link)


def test_numbers_of_the_spreadsheet_are_numbers_and_dates_are_dates(ledger):
    found = figures(ledger)
    book = openpyxl.load_workbook(io.BytesIO(sheets.write(found, link)))
    assert book.sheetnames == ["Số liệu", "Việc", "Minh chứng", "Phiếu báo"]
    by_label = {row[0].value: row[1].value for row in book["Số liệu"].iter_rows() if row[0].value}
    for number in (*found.totals, *found.evidence, *found.sums):
        assert isinstance(by_label[number.label], int | float)
        assert Decimal(str(by_label[number.label])) == number.value
    cells = [cell.value for row in book["Minh chứng"].iter_rows() for cell in row]
    assert datetime(2026, 11, 2) in cells and 24 in cells
    assert {piece.sha256 for piece in found.evidence_records if piece.sha256} <= set(cells)


def test_words_that_look_like_a_formula_stay_words(ledger):
    item = ledger.item(text='=HYPERLINK("http://xau.vn")')
    ledger.evidence(item, date(2026, 11, 2), EvidenceKind.NOTE, text="+cmd")
    book = openpyxl.load_workbook(io.BytesIO(sheets.write(figures(ledger), link)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.office
def test_libreoffice_makes_a_pdf_of_it_that_says_the_same(ledger):
    pdf = pypdfium2.PdfDocument(office.to_pdf(document.write(figures(ledger), WORDS, link, appendix=True)))
    text = " ".join("\n".join(page.get_textpage().get_text_range() for page in pdf).split())
    made = document.build(figures(ledger), WORDS, link)
    for block in made.blocks:
        if isinstance(block, Paragraph):
            assert plain_text_of(block.text).split()[0] in text
    for said in ("BÁO CÁO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "PHỤ LỤC", "1.250,5 m2", "TM. ỦY BAN NHÂN DÂN"):
        assert said in text


def test_a_paper_that_was_uploaded_twice_is_cited_once(commune):
    for day in (date(2026, 10, 5), date(2026, 10, 6)):
        make_ledger(commune, issued_on=day).item()
    bases = document.build(selectors.compute(commune.organisation.pk, PERIOD, TODAY), {}, link).bases
    assert len(bases) == 1 and "ngày 05/10/2026" in bases[0]


def test_the_appendix_of_a_plan_is_called_by_its_name(commune):
    ledger = make_ledger(commune)
    for position, path in enumerate(("PL", "PL.2"), start=10):
        Heading.objects.create(plan=ledger.plan, position=position, path=path, title=f"BIỂU PHÂN CÔNG {position}")
        ledger.evidence(ledger.item(path=path), date(2026, 11, 2))
    figures = selectors.compute(commune.organisation.pk, PERIOD, TODAY)
    said = write_plain(document.build(figures, {}, link))
    assert "(Phụ lục)" in said and "(mục 2 Phụ lục)" in said and "PL" not in said
    tasks = openpyxl.load_workbook(io.BytesIO(sheets.write(figures, link)))["Việc"]
    places = {str(cell) for row in tasks.iter_rows(values_only=True) for cell in row if cell}
    assert {"Phụ lục", "Phụ lục, 2"} <= places and not {"PL", "PL.2"} & places
