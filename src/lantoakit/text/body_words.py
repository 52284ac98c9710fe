"""The words by which names of bodies and offices begin, and the verbs and prepositions that end them.

No name of a body, place or person stands here. Each table maps a word to the words that decide it where they follow.
"""


def listed(words: str) -> list[str]:
    """Return the words of a list that commas part."""
    return [" ".join(word.split()) for word in words.split(",") if word.strip()]


NOUNS = listed("""
    ubnd, hđnd, đảng bộ, bch, bgh, bcđ, btv, btt, bộ phận, cục, chi cục, tổng cục, học viện, trung tâm,
    văn phòng, vp, tiểu ban, ủy viên, uỷ viên, công an, quân sự,
    bộ chỉ huy, nhà trường, trạm, đoàn viên, đoàn thể, mặt trận, liên đoàn, công đoàn,
    cơ quan, đơn vị, thôn, ấp, khu phố, khu dân cư, xóm, làng, tdp, chi bộ, chi hội, chi đoàn, chủ tịch, phó chủ tịch,
    đồng chí, thủ trưởng, phó trưởng, giám đốc, phó giám đốc, hiệu trưởng, bí thư, chánh văn phòng, cổng thông tin,
    tạp chí, ngân hàng, công ty, tập đoàn, tổng công ty, doanh nghiệp, bưu điện, viễn thông, bệnh viện, kho bạc, thuế,
    chi nhánh, hợp tác xã, htx, chuyên viên, cán bộ, công chức, viên chức, nhân viên, kế toán, ông, thành viên, ngành,
    địa phương, phường, huyện, thị xã, thành phố, tỉnh, đặc khu, giáo viên, gvcn, nhà văn hóa, nhà văn hoá, thư viện,
    bảo tàng, tòa án, toà án, thanh tra, hạt kiểm lâm, điện lực, đại học, cao đẳng, mạng lưới, câu lạc bộ, clb,
    liên minh, liên hiệp, hiệp hội, lực lượng, hộ gia đình, cộng tác viên, tuyên truyền viên, báo cáo viên, học sinh,
    sinh viên, cha mẹ học sinh, phụ huynh, gia đình, người dân, nhân dân, chính phủ, quốc hội, thủ tướng, tổng bí thư,
    chủ nhiệm, tổng, chính quyền, cảnh sát, phó hiệu trưởng, phó bí thư, phó chủ nhiệm, phó ban, phó phòng, thủ quỹ,
    văn thư, thủ thư, thư ký, tạp vụ, cấp dưỡng, bảo mẫu, bác sĩ, y sĩ, điều dưỡng, khách sạn, nhà hàng, siêu thị,
    già làng, người có uy tín, chức sắc, nghệ nhân, trang thông tin, kiểm lâm, biên phòng
""")

# Behind these a second word makes quite another word: "ban hành", "phòng chống", "xã hội".
NOUNS_UNLESS = {
    "ban": "hành, đầu, bố, phát",
    "sở": "hữu, thích, dĩ, tại",
    "bộ": "máy, sách, phận, đội, tiêu chí, nhận",
    "vụ": "việc, án, mùa",
    "viện": "dẫn, trợ",
    "trường": "hợp, kỳ, tồn",
    "đài": "thọ",
    "hội": "nghị, thảo, thi, nhập, họp, diễn, tụ, chợ",
    "hội đồng": "ý",
    "đoàn": "kết, viên",
    "tổ": "chức",
    "khu": "vực",
    "bản": "tin, sắc, thân, chất, quyền, đồ, án",
    "buôn": "bán, lậu",
    "trưởng": "thành",
    "báo": "cáo, chí, hiệu, động, đảm, tường, tin, vụ, giá, ơn, danh, nguy",
    "bà": "con",
    "khối": "lượng",
    "xã": "hội",
    "đội": "ngũ",
    "đồn": "đoán, đại",
    "cơ sở": "dữ liệu, hạ tầng, vật chất",
}

# Only with one of these behind them.
NOUNS_WITH = {
    "thường trực": "bcđ, tỉnh đoàn, thành đoàn",
    "vị": "chức",
    "y tế": "xã, học đường, trường học",
    "bảo hiểm": "xã hội",
    "quỹ": "tín dụng, hỗ trợ, khuyến học, bảo trợ, đầu tư",
    "tổ chức": "chính trị, đảng, đoàn thể, tôn giáo, xã hội, thành viên",
}

STOPS = listed("""
    chủ trì, chủ động, phối hợp, chịu trách nhiệm, có trách nhiệm, có nhiệm vụ, có kế hoạch, có văn bản, có biện pháp,
    tham mưu, tham gia, tham dự, căn cứ, theo dõi, tổ chức, triển khai, thực hiện, xây dựng, ban hành, hướng dẫn,
    đôn đốc, kiểm tra, giám sát, báo cáo, bố trí, cân đối, tuyên truyền, vận động, chỉ đạo, chỉ huy, bám sát, tích cực,
    tăng cường, đẩy mạnh, quán triệt, phổ biến, rà soát, thường xuyên, kịp thời, nghiêm túc, khẩn trương, tiếp tục,
    cung cấp, cung ứng, đăng tải, đưa tin, phản ánh, đề xuất, thẩm định, quản lý, duy trì, phát động, phát huy,
    phân công, gửi, nâng cao, nâng cấp, tạo điều kiện, đảm bảo, bảo đảm, hỗ trợ, khuyến khích, lồng ghép, lựa chọn,
    chuẩn bị, đào tạo, tập huấn, bồi dưỡng, xem xét, quyết định, phê duyệt, yêu cầu, đề nghị, tiến hành,
    trực tiếp, định kỳ, nghiên cứu, ứng dụng, vận hành, phụ trách công tác, đưa, mở, viết, sử dụng, khai thác,
    niêm yết, nhận, tiếp nhận, huy động, giới thiệu, biểu dương, tập trung, động viên, nắm, rà, kiện toàn, thành lập,
    xử lý, giải quyết, quan tâm, nhằm, để, khi, trước, sau, từ, tới, đến, với, về, bằng, qua, thông qua, sẽ, đã, cần,
    phải, được, là, định hướng, sửa đổi, bổ sung, cập nhật, thi hành, quy định, công bố, thông báo, biên soạn,
    biên tập, sản xuất, bảo vệ, phản bác, phát hiện, ngăn chặn, trao đổi, phân bổ, cấp phát, thanh toán, khảo sát,
    lấy ý kiến, lan tỏa, thúc đẩy, vận dụng, chia sẻ, hoàn thiện, khắc phục, kêu gọi, xác định, xác nhận, xác minh,
    đầu tư, cải thiện, sơ kết, tổng kết, khen thưởng, phấn đấu, kết nối, cài đặt, tư vấn, đồng hành, lắp đặt, trang bị,
    đối chiếu, thống nhất, hiệp thương, thảo luận, ghi, thu thập, thu hút, thu hồi, thống kê, đánh giá, tìm hiểu,
    phát hành, phát sóng, treo, cổ động, kẻ vẽ, dự toán, chấp hành, hoàn thành, tiếp cận, tháo gỡ, tạm thời, cảnh báo,
    số hóa, số hoá, nhân rộng, nhắc nhở, quảng bá, tích hợp, trưng bày, củng cố, cam kết, chấn chỉnh, liên hệ, nâng,
    hằng, hàng, kết quả, tình hình, danh sách, các nội dung, nộp, trực ban, tuần tra, lo, mua sắm,
    thu gom, thu nhận, tháo dỡ, nạo vét, sàng lọc, điều phối, dự thảo, phân luồng, phúc tra, cấp ứng,
    rút kinh nghiệm, tổng rà soát, thăm, mời,
    chúc mừng, cho mượn
""")

# Verbs only with one of these behind them: elsewhere they are part of names.
STOPS_WITH = {
    "theo": "chức năng, nhiệm vụ, quy định, thẩm quyền, kế hoạch, lĩnh vực",
    "tổng hợp": "kết quả, báo cáo, tình hình, số liệu, ý kiến, các, danh sách, những, và, trình, chung, thông tin,"
    " đề xuất, nhu cầu",
    "lập": "dự toán, danh sách, kế hoạch, hồ sơ, biên bản, nhóm, tổ, các",
    "thông tin": "tuyên truyền, kịp thời, rộng rãi, về, cho, đến, đầy đủ",
    "trình": "cấp, lãnh đạo, chủ tịch, ủy ban, hội đồng",
    "cử": "cán bộ, người, công chức, đại diện, giáo viên, báo cáo viên, thành viên, đoàn viên",
    "làm": "tốt, đầu mối, việc, sạch, cơ quan, hạt nhân, rõ, điểm",
    "lấy": "mẫu, phiếu, dấu",
    "ký": "kết, cam kết, hợp đồng, giao ước, quy chế, biên bản",
    "chọn": "\\d, giảng viên, địa điểm, các, những, điểm",
    "soạn": "giáo án, thảo, bài",
    "dựng": "phóng sự, tiểu phẩm, clip, video, pa",
    "xếp": "lịch, loại, hàng",
    "duyệt": "kế hoạch, chi, nội dung, hồ sơ, danh sách",
    "nhập": "số liệu, dữ liệu, liệu, thông tin",
    "trao": "tặng, quà, học bổng, giải",
    "tặng": "quà, sách, thưởng",
    "dạy": "tin học, kỹ năng, thể nghiệm, thử, cho",
    "quay": "\\d, clip, video, phim",
    "vẽ": "tranh, bích họa",
    "trồng": "\\d, cây, hoa, mới",
    "khám": "sàng lọc, sức khỏe, bệnh miễn phí",
    "trong": "việc, công tác, quá trình, đó, năm, tháng",
    "giao": "cho, nhiệm vụ",
    "in": "ấn, tờ, sao, pa, băng",
    "phát": "tờ, thanh trên, tài liệu, trên, bản tin",
    "phát triển": "các, kinh tế, hệ, tiện ích, ứng dụng, nguồn, mô hình, kỹ năng, hạ tầng",
    "cấp": "căn cước, tài khoản, mã, giấy, kinh phí, phép",
    "chuyển": "đến, cho, tải, về",
    "và": "tổ chức thực hiện, triển khai, thực hiện, hướng dẫn",
}

# Verbs unless one of these follows.
STOPS_UNLESS = {
    "giúp": "việc",
    "tại": "xã, phường, thôn",
    "đăng": "ký",
    "tự": "nhiên, vệ, quản, trị, do",
}


# Names that need no more words to be one: at a comma they stand beside another.
WHOLE = frozenset(
    listed("""
    đảng ủy, đảng uỷ, tỉnh ủy, tỉnh uỷ, thành ủy, thành uỷ, hđnd, già làng, trưởng thôn, trưởng bản, trưởng ấp,
    trưởng buôn, người có uy tín, chi đoàn, nhà trường
""")
)

# Verbs elsewhere, but posts where they are all that a heading says ("Bảo vệ, phục vụ").
POSTS = listed("bảo vệ, phục vụ, lái xe, lễ tân, hậu cần, dẫn chương trình, trực ban, quản trị mạng, y tế, tiếp tân")


def pattern(words: list[str], behind: dict[str, str], unless: dict[str, str]) -> str:
    """Return the words as alternatives of a regular expression, to be followed by the end of a word."""
    with_next = [f"{word}(?= (?:{'|'.join(listed(after))}))" for word, after in behind.items()]
    without = [f"{word}(?! (?:{'|'.join(listed(after))})(?![^\\W\\d_]))" for word, after in unless.items()]
    return "|".join(sorted([*words, *with_next, *without], key=len, reverse=True))
