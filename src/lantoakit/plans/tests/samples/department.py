"""A plan of an invented department as DOCX: automatic numbers, head in a table, table of tasks with merged cells."""
# ruff: noqa: E501 - the cases of a table stay on their lines

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lantoakit.documents.tests.making import docx_bytes

LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"))
ROWS = (
    ("1", "Xây dựng bộ tài liệu hướng dẫn dịch vụ công trực tuyến", "Phòng Chuyển đổi số", "Văn phòng Sở; Trung tâm Công nghệ thông tin", "Tháng 02/2026"),
    ("2", "Tổ chức 04 lớp tập huấn cho thành viên Tổ công nghệ số cộng đồng", "Phòng Chuyển đổi số", "Ủy ban nhân dân các xã, phường", "Quý II/2026"),
    ("3", "Sản xuất video hướng dẫn, đăng trên kênh YouTube và TikTok của Sở", "Trung tâm Công nghệ thông tin", "", "Thường xuyên"),
    ("4", "Hỗ trợ người dân tại điểm giao dịch", "Các xã, phường", "Đoàn Thanh niên", "Khi có yêu cầu"),
)  # fmt: skip


def department() -> bytes:
    """Return the file."""
    return docx_bytes(_fill)


def _fill(document: Document) -> None:
    document.part.numbering_part.element.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="91">' + "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for n, (form, text) in enumerate(LEVELS)) + "</w:abstractNum>"))  # fmt: skip
    document.part.numbering_part.element.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="91"/></w:num>')
    )
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "UBND TỈNH AN SƠN\nSỞ KHOA HỌC VÀ CÔNG NGHỆ\nSố: 112/KH-SKHCN"
    head.cell(
        0, 1
    ).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Sơn, ngày 15 tháng 01 năm 2026"
    for text, bold in (("KẾ HOẠCH", True), ("Truyền thông về dịch vụ công trực tuyến năm 2026", True)):
        document.add_paragraph().add_run(text).bold = bold
    document.add_paragraph(
        "Căn cứ Nghị định số 42/2022/NĐ-CP ngày 24/6/2022 của Chính phủ quy định về dịch vụ công trực tuyến;"
    )
    document.add_paragraph("Thực hiện Quyết định số 35/QĐ-UBND ngày 06/01/2026 của Chủ tịch UBND tỉnh An Sơn,")
    document.add_paragraph("Giám đốc Sở Khoa học và Công nghệ tỉnh An Sơn ban hành Kế hoạch truyền thông như sau:")
    _listed(document, 0, "MỤC TIÊU")
    _listed(document, 1, "Đến hết năm 2026 có 90% hồ sơ được nộp trực tuyến.")
    _listed(document, 1, "Mỗi thôn có ít nhất 02 người được tập huấn.")
    _listed(document, 0, "NHIỆM VỤ CỤ THỂ")
    _table(document)
    _listed(document, 0, "KINH PHÍ THỰC HIỆN")
    document.add_paragraph(
        "Kinh phí thực hiện Kế hoạch được bố trí trong dự toán chi ngân sách năm 2026 của Sở và các nguồn huy động hợp pháp khác."
    )
    _listed(document, 0, "TỔ CHỨC THỰC HIỆN")
    _listed(
        document,
        1,
        "Giao Phòng Chuyển đổi số là đơn vị đầu mối, theo dõi, đôn đốc và báo cáo Giám đốc Sở trước ngày 20 hằng tháng.",
    )
    _listed(document, 1, "Văn phòng Sở bố trí kinh phí, hoàn thành trước ngày 28/02/2026.")
    _listed(document, 1, "Đề nghị Ủy ban nhân dân các xã, phường:")
    _listed(document, 2, "Chỉ đạo Tổ công nghệ số cộng đồng hướng dẫn người dân.")
    _listed(
        document,
        2,
        "Phối hợp với Trung tâm Công nghệ thông tin trong việc phát tờ rơi, phát thanh trên loa truyền thanh cơ sở.",
    )
    document.add_paragraph("Trên đây là Kế hoạch truyền thông về dịch vụ công trực tuyến năm 2026./.")
    end = document.add_table(rows=1, cols=2)
    end.cell(0, 0).text = "Nơi nhận:\n- UBND tỉnh (để báo cáo);\n- UBND các xã, phường;\n- Lưu: VT, CĐS."
    end.cell(0, 1).text = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\nTrịnh Quốc Đạt"


def _listed(document: Document, level: int, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = level == 0
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')
    )


def _table(document: Document) -> None:
    table = document.add_table(rows=1, cols=5)
    table.style = "Table Grid"
    for column, text in enumerate(
        ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành")
    ):
        table.cell(0, column).text = text
    group = table.add_row()
    group.cells[0].text = "I"
    group.cells[1].text = "Công tác truyền thông"
    group.cells[1].merge(group.cells[4])
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    # Rows 1 and 2 share the leading unit.
    table.cell(3, 2).text = ""
    table.cell(2, 2).merge(table.cell(3, 2))
