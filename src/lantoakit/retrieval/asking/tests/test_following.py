"""Follow-ups are made whole; what stands by itself stays."""

import pytest

from lantoakit.retrieval.asking import in_context

CASES = [
    # another place, another body
    ("Xã Minh Họa có mấy thôn?", "còn phường Trung Tâm thì sao?", "phường Trung Tâm có mấy thôn?"),
    ("Xã Minh Họa có mấy thôn?", "thế còn xã Tân Thành?", "xã Tân Thành có mấy thôn?"),
    ("Thôn Đình họp khi nào?", "thôn Bến Đò thì sao", "thôn Bến Đò họp khi nào?"),
    ("Phòng Kinh tế làm gì?", "còn trạm y tế?", "trạm y tế làm gì?"),
    ("UBND xã có nhiệm vụ gì", "còn đoàn thanh niên thì sao?", "đoàn thanh niên xã có nhiệm vụ gì?"),
    ("Khi nào họp dân?", "còn thôn Đình?", "Khi nào họp dân ở thôn Đình?"),
    # another of the same
    ("Hạn nộp báo cáo tháng là ngày nào?", "còn báo cáo quý?", "Hạn nộp báo cáo quý là ngày nào?"),
    ("Kinh phí năm 2025 là bao nhiêu?", "còn năm 2026 thì sao?", "Kinh phí năm 2026 là bao nhiêu?"),
    # something else of the same
    ("Lớp tập huấn kỹ năng số tổ chức ở đâu?", "khi nào?", "Lớp tập huấn kỹ năng số tổ chức khi nào?"),
    ("Ai ký kế hoạch tuyên truyền?", "ký khi nào?", "kế hoạch tuyên truyền ký khi nào?"),
    ("Hội thi tổ chức khi nào?", "ở đâu", "Hội thi tổ chức ở đâu?"),
    ("Hội thi tổ chức khi nào?", "còn bao nhiêu tiền?", "Hội thi tổ chức bao nhiêu tiền?"),
    ("Số điện thoại của trạm y tế là gì?", "ở đâu vậy", "trạm y tế ở đâu?"),
    ("Kinh phí tổ chức hội thi là bao nhiêu?", "ai chủ trì?", "tổ chức hội thi ai chủ trì?"),
    ("Hoi thi to chuc khi nao?", "o dau", "Hoi thi to chuc o dau?"),
    ("Đơn vị nào treo băng rôn?", "treo ở đâu", "treo băng rôn ở đâu?"),  # said once
    ("Hồ sơ đăng ký kết hôn gồm những gì?", "mất bao lâu", "Hồ sơ đăng ký kết hôn mất bao lâu?"),
    ("Hạn nộp báo cáo là khi nào?", "nộp cho ai?", "báo cáo nộp cho ai?"),
    ("Mục đích của kế hoạch là gì?", "còn yêu cầu?", "yêu cầu kế hoạch?"),
    ("Mục tiêu năm 2025 là gì?", "còn 2026?", "Mục tiêu năm 2026 là gì?"),
    ("Cho em hỏi tổ công nghệ số là gì ạ?", "ai thành lập", "tổ công nghệ số ai thành lập?"),
    ("Hồ sơ kết hôn gồm những gì?", "còn khai sinh thì sao", "khai sinh gồm những gì?"),
    # what is pointed at
    ("Tổ công nghệ số là gì?", "nó có nhiệm vụ gì", "Tổ công nghệ số có nhiệm vụ gì?"),
    ("Kế hoạch 27/KH-UBND do ai ký?", "kế hoạch này có mấy mục tiêu?", "Kế hoạch 27/KH-UBND có mấy mục tiêu?"),
    ("Đơn vị nào treo băng rôn?", "khi nào làm việc đó?", "khi nào làm treo băng rôn?"),
    ("Kế hoạch chuyển đổi số giao ai?", "kế hoạch đó ai ký?", "Kế hoạch chuyển đổi số ai ký?"),
    # stands by itself
    ("Ai ký kế hoạch?", "Hồ sơ khai sinh gồm những gì?", None),
    ("Ai ký kế hoạch?", "Còn bao nhiêu hồ sơ trực tuyến chưa xử lý?", None),
    ("Ai ký kế hoạch?", "Nghị quyết 57 nói gì?", None),
    ("Bao giờ họp thôn?", "số điện thoại trạm y tế", None),
    ("Bao giờ họp thôn?", "Xã có mấy thôn?", None),
    ("Ai ký kế hoạch?", "cảm ơn", None),
    ("Ai ký kế hoạch?", "", None),
    ("", "khi nào?", None),
    ("?!", "còn xã Tân Thành thì sao?", None),
]


@pytest.mark.parametrize(("before", "question", "whole"), CASES)
def test_in_context(before, question, whole):
    assert in_context(question, before) == (question if whole is None else whole)
