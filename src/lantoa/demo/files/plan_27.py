"""The sample plan 27/KH-UBND of the invented commune "xã Minh Họa", province "tỉnh Bình Minh", as data.

Its sentences are written for this project; people, places and figures in it are invented. The documents it cites by
sign are real, save those of the invented province and commune. `make.py` writes it as DOCX, PDF and text.
"""

from __future__ import annotations

from datetime import date

from lantoakit.writing.model import (
    AdministrativeDocument,
    Align,
    Appendix,
    Block,
    Bullets,
    Column,
    Heading,
    Paragraph,
    Signature,
    Table,
)

__all__ = ["PLAN"]

ISSUER = "Ủy ban nhân dân xã Minh Họa"
SUBJECT = "Phổ cập kỹ năng số cho Nhân dân trên địa bàn xã Minh Họa năm 2026 - 2027"

BASES = (
    "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, "
    "đổi mới sáng tạo và chuyển đổi số quốc gia",
    "Căn cứ Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ về Chương trình hành động của Chính phủ thực hiện "
    "Nghị quyết số 57-NQ/TW",
    "Căn cứ Nghị định số 49/2024/NĐ-CP ngày 10/5/2024 của Chính phủ quy định về hoạt động thông tin cơ sở",
    "Căn cứ Kế hoạch số 01-KH/BCĐTW ngày 21/3/2025 của Ban Chỉ đạo Trung ương về triển khai phong trào “Bình dân "
    "học vụ số”",
    "Căn cứ Quyết định số 757/QĐ-BKHCN ngày 29/4/2025 của Bộ Khoa học và Công nghệ về khung kiến thức, kỹ năng số",
    "Thực hiện Kế hoạch số 188/KH-UBND ngày 15/9/2026 của Ủy ban nhân dân tỉnh Bình Minh về phổ cập kỹ năng số giai "
    "đoạn 2026 - 2027 và Kế hoạch số 12-KH/ĐU ngày 21/9/2026 của Đảng ủy xã Minh Họa",
)


def _parts(*lines: str) -> tuple[Block, ...]:
    """Headings and paragraphs out of lines: "# " begins a heading of level 1, "## " of level 2, "- " a bullet."""
    blocks: list[Block] = []
    bullets: list[str] = []
    for line in (*lines, ""):
        if line.startswith("- "):
            bullets.append(line[2:])
            continue
        if bullets:
            blocks.append(Bullets(tuple(bullets)))
            bullets = []
        if line.startswith("## "):
            blocks.append(Heading(2, line[3:]))
        elif line.startswith("# "):
            blocks.append(Heading(1, line[2:]))
        elif line:
            blocks.append(Paragraph(line))
    return tuple(blocks)


AIMS = _parts(
    "# I. MỤC ĐÍCH, YÊU CẦU",
    "## 1. Mục đích",
    "- Giúp mỗi người dân trong xã dùng được điện thoại thông minh cho những việc cần hằng ngày: gọi cấp cứu, xem tin "
    "của xã, nộp hồ sơ qua mạng, trả tiền điện, nhận ra và tránh được lừa đảo.",
    "- Để người cao tuổi, người khuyết tật, hộ nghèo và hộ ở thôn xa trung tâm có người hướng dẫn tận nơi, không ai "
    "phải nhờ người lạ cầm máy làm thay.",
    "## 2. Yêu cầu",
    "- Mỗi việc có một đơn vị chủ trì, có thời hạn và có minh chứng; số liệu báo cáo phải đúng với việc đã làm.",
    "- Dạy đúng điều người học cần, học ngắn, thực hành trên máy của chính người học; không chạy theo số lượng.",
    "- Chỉ thu thập thông tin cá nhân của người học khi thật cần, được người học đồng ý và bảo vệ theo quy định.",
    "# II. MỤC TIÊU",
    "- Đến hết tháng 12/2026, ít nhất 60% người trong độ tuổi lao động và 50% hộ có người từ 60 tuổi trở lên được "
    "hướng dẫn ít nhất 01 lần về kỹ năng số cơ bản.",
    "- Đến hết năm 2027, ít nhất 80% người trưởng thành trong xã tự nộp được một hồ sơ trực tuyến; 100% thôn có điểm "
    "học số sinh hoạt đều hằng tuần.",
    "# III. NỘI DUNG, HÌNH THỨC",
    "## 1. Nội dung",
    "Sáu nhóm kỹ năng: dùng điện thoại và kết nối mạng; tìm và đánh giá thông tin; định danh điện tử và dịch vụ công "
    "trực tuyến; thanh toán không dùng tiền mặt; an toàn, phòng tránh lừa đảo trên mạng; làm quen với công cụ trí tuệ "
    "nhân tạo.",
    "## 2. Hình thức",
    "- Lớp học buổi tối tại nhà văn hóa thôn và hướng dẫn tại nhà; tập huấn cho người hướng dẫn.",
    "- Truyền thanh xã, loa thôn, Trang thông tin điện tử xã, trang Zalo và Facebook chính thức của xã, áp phích, tờ "
    "gấp, bảng điện tử, sinh hoạt thôn và sinh hoạt chi hội.",
    "- Cuộc thi tìm hiểu an toàn trên mạng cho học sinh, tổ chức trong tháng 3/2027; hưởng ứng Ngày Chuyển đổi số "
    "quốc gia (10/10) hằng năm.",
)

DUTIES = _parts(
    "# IV. TỔ CHỨC THỰC HIỆN",
    "## 1. Văn phòng HĐND và UBND xã",
    "a) Đăng toàn văn Kế hoạch, lịch lớp học và số điện thoại của người hướng dẫn lên Trang thông tin điện tử xã; "
    "hoàn thành trước ngày 15/10/2026.",
    "b) Bố trí hội trường, đường truyền và 10 máy tính cũ còn dùng được cho lớp học tại trụ sở xã vào sáng thứ Bảy.",
    "c) Tham mưu Ủy ban nhân dân xã kiểm tra việc thực hiện Kế hoạch tại ít nhất 03 thôn mỗi quý.",
    "## 2. Phòng Văn hóa - Xã hội",
    "a) Chủ trì, phối hợp với các đơn vị liên quan mở chuyên mục “Học số mỗi ngày” trên Trang thông tin điện tử xã; "
    "hoàn thành trước ngày 15/12/2026.",
    "b) Biên soạn 06 bài học ngắn theo các nhóm kỹ năng tại mục III, in 1.500 tờ gấp chữ to phát cho người cao tuổi; "
    "hoàn thành trước ngày 10/11/2026.",
    "c) Chủ trì, phối hợp với Đoàn Thanh niên xã tập huấn cho thành viên Tổ công nghệ số cộng đồng của 9 thôn về "
    "cách hướng dẫn người lớn tuổi; hoàn thành trong tháng 10/2026.",
    "d) Mỗi tuần cung cấp 02 tin về kỹ năng số cho hệ thống truyền thanh, trang Zalo và Facebook chính thức của xã.",
    "đ) Theo dõi, đôn đốc các đơn vị; tổng hợp kết quả hằng tháng trình Ủy ban nhân dân xã.",
    "## 3. Phòng Kinh tế",
    "a) Lập dự toán, tham mưu bố trí kinh phí thực hiện Kế hoạch; hướng dẫn các đơn vị thanh toán, quyết toán.",
    "b) Chủ trì, phối hợp với Hội Nông dân xã hướng dẫn ít nhất 40 hộ sản xuất, hộ kinh doanh giới thiệu sản phẩm "
    "trên sàn thương mại điện tử; hoàn thành trước ngày 30/6/2027.",
    "c) Vận động các hộ buôn bán tại chợ Minh Họa nhận thanh toán bằng mã QR, dán mã ở nơi khách dễ thấy và tự kiểm "
    "tra được tiền đã vào tài khoản.",
    "## 4. Công an xã",
    "a) Rà soát người từ đủ 14 tuổi chưa có tài khoản định danh điện tử mức độ 2, lập lịch làm lưu động theo từng "
    "thôn; hoàn thành trước ngày 25/10/2026.",
    "b) Mỗi tháng cung cấp ít nhất 02 cảnh báo về thủ đoạn lừa đảo mới trên mạng cho Phòng Văn hóa - Xã hội để thông "
    "tin rộng rãi.",
    "c) Phối hợp với Trường THCS Minh Họa tổ chức nói chuyện với học sinh về an toàn trên mạng mỗi học kỳ một lần.",
    "## 5. Trung tâm Cung ứng dịch vụ công",
    "a) Sản xuất chương trình truyền thanh “Kỹ năng số cho mọi nhà”, thời lượng 05 phút, phát vào 5 giờ 30 phút và "
    "17 giờ các ngày thứ Ba, thứ Sáu.",
    "b) Thiết kế và treo 18 áp phích tại nhà văn hóa thôn, chợ, trạm y tế; đưa thông điệp lên bảng điện tử của xã; "
    "hoàn thành trước ngày 05/11/2026.",
    "c) Bố trí người hướng dẫn nộp hồ sơ trực tuyến trong giờ làm việc; người dân tự thao tác, cán bộ không làm thay.",
    "d) Hằng tháng tổng hợp số người được hướng dẫn, gửi về Phòng Văn hóa - Xã hội để theo dõi.",
    "## 6. Trưởng các thôn",
    "a) Thông tin trên hệ thống loa truyền thanh của thôn ít nhất 02 lần mỗi tuần; vận động Nhân dân tham gia lớp học "
    "tại nhà văn hóa thôn.",
    "b) Chủ trì, phối hợp với Tổ công nghệ số cộng đồng, Chi hội Người cao tuổi hướng dẫn hộ gia đình có người từ 60 "
    "tuổi trở lên cài đặt, sử dụng ứng dụng VNeID tại nhà văn hóa thôn; hoàn thành trước ngày 30/11/2026, riêng thôn "
    "Đình hoàn thành trong tháng 12/2026.",
    "c) Kịp thời phản ánh khó khăn, vướng mắc của Nhân dân trong quá trình thực hiện về Ủy ban nhân dân xã.",
    "## 7. Đề nghị Ủy ban MTTQ Việt Nam xã và các đoàn thể",
    "a) Chỉ đạo các tổ chức thành viên lồng ghép nội dung phổ cập kỹ năng số vào sinh hoạt định kỳ của chi hội; giám "
    "sát việc tổ chức các lớp học trên địa bàn.",
    "b) Đoàn Thanh niên xã cử ít nhất 02 đoàn viên ở mỗi thôn cùng Tổ công nghệ số cộng đồng đứng lớp buổi tối.",
    "c) Hội Liên hiệp Phụ nữ xã, Hội Người cao tuổi xã vận động hội viên đi học và giúp nhau ôn lại ở nhà.",
    "## 8. Tổ công nghệ số cộng đồng",
    "a) Phân công thành viên trực tại nhà văn hóa thôn vào tối thứ Ba và thứ Năm hằng tuần; ghi sổ số người được hướng "
    "dẫn, những việc chưa làm được và lý do.",
    "b) Phối hợp với Đoàn Thanh niên xã lựa chọn người hướng dẫn biết tiếng của đồng bào tại chỗ, đến từng nhà có "
    "người già yếu, người khuyết tật.",
    "## 9. Trường THCS Minh Họa và Trường Tiểu học Minh Họa",
    "a) Dành một buổi sinh hoạt dưới cờ mỗi tháng cho chủ đề kỹ năng số và cách ứng xử trên mạng.",
    "b) Phát động học sinh “Dạy ông bà một điều mới”, mỗi em giúp người thân làm được ít nhất một việc trên điện "
    "thoại; tổng kết trước ngày 20/5/2027.",
)

REST = _parts(
    "# V. KINH PHÍ",
    "Kinh phí thực hiện được bảo đảm từ ngân sách xã chi cho khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số; "
    "lồng ghép từ kinh phí Chương trình mục tiêu quốc gia xây dựng nông thôn mới; huy động từ nguồn xã hội hóa và các "
    "nguồn hợp pháp khác.",
    "# VI. CHẾ ĐỘ BÁO CÁO",
    "Các đơn vị gửi kết quả thực hiện về Phòng Văn hóa - Xã hội trước ngày 15 hằng tháng. Phòng Văn hóa - Xã hội tổng "
    "hợp, tham mưu Ủy ban nhân dân xã gửi báo cáo 6 tháng trước ngày 20 tháng 6, báo cáo năm trước ngày 20 tháng 12 "
    "về Sở Khoa học và Công nghệ.",
    "Trên đây là Kế hoạch phổ cập kỹ năng số cho Nhân dân trên địa bàn xã Minh Họa năm 2026 - 2027. Trong quá trình "
    "thực hiện có khó khăn, vướng mắc, các đơn vị phản ánh về Phòng Văn hóa - Xã hội để tổng hợp, trình Ủy ban nhân "
    "dân xã xem xét./.",
)

COLUMNS = (
    Column("TT", 1.0, Align.CENTER),
    Column("Nhiệm vụ", 9.0),
    Column("Đơn vị chủ trì", 5.0),
    Column("Đơn vị phối hợp", 5.5),
    Column("Thời gian hoàn thành", 4.5),
)
ROWS = (
    ("Lễ phát động phổ cập kỹ năng số toàn xã", "Phòng Văn hóa - Xã hội", "Văn phòng HĐND và UBND xã", "10/10/2026"),
    (
        "Khai giảng lớp học số buổi tối ở 9 thôn: Bến Đò, Đình, Đông, Đoài, Thượng, Hạ, Trại Mới, Gò Sắn, Cầu Đá",
        "Trưởng các thôn",
        "Tổ công nghệ số cộng đồng",
        "Trước ngày 20/10/2026",
    ),
    (
        "Gửi Phiếu báo kết quả của đơn vị về Phòng Văn hóa - Xã hội",
        "Các đơn vị được giao nhiệm vụ",
        "",
        "Trước ngày 15 hằng tháng",
    ),
    ("Thi tìm hiểu an toàn trên mạng cho học sinh", "Trường THCS Minh Họa", "Công an xã", "Quý I/2027"),
    (
        "Đọc cảnh báo lừa đảo trên loa truyền thanh",
        "Trung tâm Cung ứng dịch vụ công",
        "Công an xã; Trưởng các thôn",
        "Thường xuyên",
    ),
    (
        "Hướng dẫn tại nhà cho người già yếu, người khuyết tật",
        "Tổ công nghệ số cộng đồng",
        "Đoàn Thanh niên xã; Trạm Y tế xã",
        "Khi có yêu cầu",
    ),
    (
        "Khảo sát kỹ năng số của 300 người trưởng thành để đánh giá kết quả",
        "Phòng Văn hóa - Xã hội",
        "Tổ công nghệ số cộng đồng",
        "Tháng 11/2027",
    ),
)

PLAN = AdministrativeDocument(
    parent_body=None,
    issuer=ISSUER,
    kind="Kế hoạch",
    subject=SUBJECT,
    sign="KH-UBND",
    number=27,
    place="Minh Họa",
    issued_on=date(2026, 10, 5),
    bases=BASES,
    opening=f"{ISSUER} xây dựng Kế hoạch phổ cập kỹ năng số cho Nhân dân trên địa bàn xã năm 2026 - 2027 như sau:",
    blocks=AIMS + DUTIES + REST,
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Lê Quang Thuận"),
    recipients=(
        "UBND tỉnh Bình Minh (để b/c)",
        "Sở Khoa học và Công nghệ (để b/c)",
        "TT Đảng ủy, TT HĐND xã (để b/c)",
        "Ủy ban MTTQ Việt Nam xã và các đoàn thể (p/h)",
        "Các đơn vị tại mục IV (th/h)",
        "Trang thông tin điện tử xã",
    ),
    archive="VT, VHXH",
    appendices=(
        Appendix(
            title="Một số nhiệm vụ trọng tâm năm 2026 - 2027",
            blocks=(Table(COLUMNS, tuple((str(n), *row) for n, row in enumerate(ROWS, start=1))),),
            landscape=True,
        ),
    ),
)
