"""Short forms: found in any case and without marks, never in the middle of a word that is one."""

import pytest

from lantoakit.retrieval.asking.abbreviations import apart, expansions, listed
from lantoakit.retrieval.asking.tokens import tokens

CASES = [
    ("cđs", ["chuyển đổi số"]),
    ("CDS", ["chuyển đổi số"]),
    ("ubnd xa", ["ủy ban nhân dân"]),
    ("HDND", ["hội đồng nhân dân"]),
    ("dvc", ["dịch vụ công"]),
    ("DVCTT", ["dịch vụ công trực tuyến"]),
    ("tthc", ["thủ tục hành chính"]),
    ("cccd", ["căn cước công dân"]),
    ("bhyt", ["bảo hiểm y tế"]),
    ("bhxh", ["bảo hiểm xã hội"]),
    ("nq57", ["nghị quyết"]),
    ("nq 57", ["nghị quyết"]),
    ("qd 757", ["quyết định"]),
    ("cntt", ["công nghệ thông tin"]),
    ("kh&cn", ["khoa học và công nghệ"]),
    ("khcn", ["khoa học và công nghệ"]),
    ("đmst", ["đổi mới sáng tạo"]),
    ("attt", ["an toàn thông tin"]),
    ("anm", ["an ninh mạng"]),
    ("tnxh", ["tệ nạn xã hội"]),
    ("gplx", ["giấy phép lái xe"]),
    ("gd&đt", ["giáo dục và đào tạo"]),
    ("thpt", ["trung học phổ thông"]),
    ("thcs", ["trung học cơ sở"]),
    ("tdp số 3", ["tổ dân phố"]),
    ("nvh", ["nhà văn hóa"]),
    ("tt pvhcc", ["trung tâm phục vụ hành chính công"]),
    ("hkd", ["hộ kinh doanh"]),
    ("tmđt", ["thương mại điện tử"]),
    ("otp", ["mật khẩu một lần"]),
    ("mã qr", ["mã phản hồi nhanh"]),
    ("Tổ CNSCĐ", ["tổ công nghệ số cộng đồng"]),
    ("ai ký", []),  # who
    ("Tổ AI", ["trí tuệ nhân tạo"]),
    ("da nộp", []),  # "đã" without its mark
    ("ca hát", []),
    ("CA xã", ["công an"]),
    ("trường MN", ["mầm non"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "first"), CASES)
def test_expansions(text, first):
    assert [found.meanings[0] for found in expansions(apart(tokens(text)))] == first


def test_a_form_without_marks_has_the_meanings_of_all_that_it_may_be():
    (found,) = expansions(tokens("hd"))
    assert found.meanings[0] == "hướng dẫn"  # as it is written
    assert "hợp đồng" in found.meanings  # "hđ" without its mark


def test_the_table_says_each_form_once():
    forms = [form for line, _meanings in listed() for form in line]
    assert len(forms) == len(set(forms)) > 300
