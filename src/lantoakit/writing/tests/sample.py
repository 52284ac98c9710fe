"""A document that has one of everything."""

from lantoakit.writing import (
    AdministrativeDocument,
    Align,
    Appendix,
    Bullets,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
)

TABLE = Table(
    (Column("TT", 1, Align.CENTER), Column("Chỉ tiêu", 6), Column("Kết quả", 2, Align.RIGHT)),
    tuple((str(number), f"Chỉ tiêu thứ {number}", Run("12", link="https://example.org/so")) for number in range(1, 60)),
    caption="Bảng 1. Kết quả theo chỉ tiêu",
)
REPORT = AdministrativeDocument(
    parent_body="Ủy ban nhân dân tỉnh Bình Minh",
    issuer="Ủy ban nhân dân xã Minh Họa",
    kind="Báo cáo",
    subject="Kết quả thực hiện Kế hoạch phổ cập kỹ năng số cho Nhân dân tháng 11 năm 2026",
    sign="BC-UBND",
    place="Minh Họa",
    month=11,
    year=2026,
    bases=("Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", "Thực hiện Kế hoạch số 27/KH-UBND"),
    opening="Ủy ban nhân dân xã Minh Họa báo cáo như sau:",
    blocks=(
        Heading(1, "I. KẾT QUẢ"),
        Heading(2, "1. Lớp học số"),
        Heading(3, "a) Ở thôn Bến Đò"),
        Paragraph(
            ["Đã giúp ", Run("34 hộ", link="https://example.org/ho?a=1&b=2"), Run(" trên", bold=True), " 58 hộ."]
        ),
        Bullets(("Tổ công nghệ số trực 8 buổi.", Run("Chưa có máy chiếu.", italic=True))),
        TABLE,
        PageBreak(),
        Heading(1, "II. KIẾN NGHỊ"),
        Paragraph("Trên đây là báo cáo tháng 11 năm 2026./."),
    ),
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    recipients=("UBND tỉnh (để b/c)", "Các đơn vị (th/h)"),
    archive="VT, VHXH",
    appendices=(
        Appendix("Danh sách lớp học", (Paragraph("Chín lớp ở chín thôn."),), number="I"),
        Appendix("Danh sách việc", (TABLE,), number="II", landscape=True),
    ),
)
