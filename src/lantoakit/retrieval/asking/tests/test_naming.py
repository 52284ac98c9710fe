"""Documents that are named, and the words that only frame a question."""

import pytest

from lantoakit.retrieval.asking.abbreviations import apart
from lantoakit.retrieval.asking.naming import named, signs
from lantoakit.retrieval.asking.scaffolding import weights
from lantoakit.retrieval.asking.tokens import is_marked, tokens

NAMED = [
    ("nghị quyết 57 nói gì", [("nghị quyết", "57", "", "", "")]),
    ("nq57", [("nghị quyết", "57", "", "", "")]),
    ("NQ số 57", [("nghị quyết", "57", "", "", "")]),
    ("nghi quyet 57", [("nghị quyết", "57", "", "", "")]),
    ("theo QĐ 757 năm 2025", [("quyết định", "757", "2025", "", "")]),
    ("kế hoạch 2025 của xã", []),  # a year, not a number
    ("57-NQ/TW", [("nghị quyết", "57", "", "", "57-NQ/TW")]),
    ("139/kh-ubnd", [("kế hoạch", "139", "", "", "139/KH-UBND")]),
    ("nghị định 13/2023/nđ-cp", [("nghị định", "13", "2023", "", "13/2023/NĐ-CP")]),
    ("Theo Bộ luật Hình sự năm 2015, phạt bao nhiêu", [("bộ luật", "", "2015", "Hình sự", "")]),
    ("luật an ninh mạng 2018 cấm gì", [("luật", "", "2018", "an ninh mạng", "")]),
    ("luat hon nhan va gia dinh quy dinh gi", [("luật", "", "", "hon nhan va gia dinh", "")]),
    ("Luật Xử lý vi phạm hành chính", [("luật", "", "", "Xử lý vi phạm hành chính", "")]),
    ("Theo Luật An ninh mạng, hành vi nào bị cấm", [("luật", "", "", "An ninh mạng", "")]),  # a comma ends a name
    (
        "Luật Khoa học, công nghệ và đổi mới sáng tạo quy định gì",  # and lists in one
        [("luật", "", "", "Khoa học công nghệ và đổi mới sáng tạo", "")],
    ),
    ("luật nào quy định", []),
    ("pháp luật", []),
    ("ngày 10/10/2025", []),
    ("156 hộ", []),
]


@pytest.mark.parametrize(("text", "documents"), NAMED)
def test_named(text, documents):
    words = apart(tokens(text))
    found = named(words, signs(text), marked=is_marked(words))
    assert [(one.kind, one.number, one.year, one.name, one.sign) for one in found] == documents


CONTENT = [
    ("Xin cho hỏi kinh phí tuyên truyền là bao nhiêu ạ?", "kinh phí tuyên truyền"),
    ("Dạ em chào ad, cho em hỏi lịch phát thanh với ạ", "lịch phát thanh"),
    ("Tôi muốn biết trạm y tế ở đâu", "trạm y tế"),
    ("Theo quy định của pháp luật, tảo hôn là gì?", "tảo hôn"),
    ("Hộ nghèo được miễn phí, đúng hay sai?", "hộ nghèo miễn phí"),
    ("cho em hoi lich phat thanh la gi a", "lich phat thanh"),
    ("Cảm ơn. Bao giờ tổng kết phong trào vậy ạ", "tổng kết phong trào"),
    ("thi trực tuyến thì nộp bài ở đâu", "thi trực tuyến nộp bài"),
    ("Lớp tập huấn như thế nào?", "lớp tập huấn"),
    ("Anh cho em hỏi, hộ cá thể là gì?", "hộ cá thể"),  # "thể" of "có thể" is another
    ("Đề nghị cho biết lịch họp dân", "lịch họp dân"),
]


@pytest.mark.parametrize(("text", "content"), CONTENT)
def test_content(text, content):
    words = tokens(text)
    weighed = zip(words, weights(words, marked=is_marked(words)), strict=True)
    assert " ".join(word.lower for word, weight in weighed if weight == 1) == content


def test_small_words_without_marks_keep_some_weight():
    """ "thi" may be a contest: it is not thrown away where the question has no marks."""
    words = tokens("thi truc tuyen o dau")
    assert 0 < weights(words, marked=False)[0] < 1
