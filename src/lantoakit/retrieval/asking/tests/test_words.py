"""Other names of words: each group as residents and documents speak, and the table itself."""

import pytest

from lantoakit.retrieval.asking.tokens import is_marked, tokens
from lantoakit.retrieval.asking.words import groups, terms
from lantoakit.text import fold, syllables
from lantoakit.text.inventory import is_syllable

NAMES = [
    ("má", "mẹ"),
    ("heo", "lợn"),
    ("xài", "sử dụng"),
    ("coi", "xem"),
    ("ráng", "cố gắng"),
    ("chừng nào", "khi nào"),
    ("bà con", "người dân"),
    ("giấy tờ", "hồ sơ"),
    ("giay to", "hồ sơ"),  # without marks
    ("tiền", "kinh phí"),
    ("khen", "tuyên dương"),
    ("nhắc", "đôn đốc"),
    ("lo", "chủ trì"),
    ("đầu mối", "chủ trì"),
    ("nộp báo cáo", "gửi báo cáo"),
    ("xong", "hoàn thành"),
    ("hạn chót", "thời hạn"),
    ("thầy cô", "giáo viên"),
    ("người già", "người cao tuổi"),
    ("loa", "truyền thanh"),
    ("băng rôn", "áp phích"),
    ("online", "trực tuyến"),
    ("bán hàng qua mạng", "thương mại điện tử"),
    ("tin giả", "sai sự thật"),
    ("smartphone", "điện thoại thông minh"),
    ("làm gương", "điển hình"),
    ("người ký", "ký"),
    ("dạy", "tập huấn"),
    ("sổ đỏ", "giấy chứng nhận quyền sử dụng đất"),
    ("cđs", "chuyển đổi số"),
    ("chuyển đổi số", "cđs"),
    ("tổ công nghệ số cộng đồng", "tcnscđ"),
    ("bhyt", "bảo hiểm y tế"),
    ("hổ trợ", "giúp đỡ"),  # hỏi for ngã
]


@pytest.mark.parametrize(("asked", "name"), NAMES)
def test_other_names(asked, name):
    words = tokens(asked)
    (found,) = terms(words, marked=is_marked(words))
    assert name in [alternative.words for alternative in found.alternatives]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("con ma", "mẹ"),  # a mark makes another word
        ("hồ sơ", "tiền"),
        ("tập huấn", "dạy"),  # a document's word is not searched by the resident's
        ("thực hiện", "làm"),
    ],
)
def test_no_other_names(asked, name):
    words = tokens(asked)
    assert name not in [a.words for found in terms(words, marked=is_marked(words)) for a in found.alternatives]


def test_terms_cover_the_question():
    words = tokens("UBND xã giao ai phụ trách đài truyền thanh và tổ công nghệ số cộng đồng?")
    found = terms(words, marked=True)
    assert [f.start for f in found[1:]] == [f.end for f in found[:-1]]
    assert found[-1].end == len(words)


FOREIGN = set(
    syllables(
        """app online offline internet laptop smartphone web website facebook zalo tiktok fanpage video clip infographic
        email mail hotline hack link virus wifi qr otp vneid data download login password acc account nick scan slogan
        led radio chatbot passport momo tivi pano photo zôn gươl kilôgam chôl chnăm thmây ramưwan cđs tmđt hđđt khhgđ qđ
        nđ hđnd đbdtts tcnscđ đk xklđ"""
    )
)


def test_the_table():
    assert len(groups()) >= 250
    for group in groups():
        members = [word for word, _near in (*group.said, *group.meant)]
        assert len(members) == len(set(members)) > 1, group
        assert all(0 < near <= 1 for _word, near in (*group.said, *group.meant)), group
        for syllable in syllables(" ".join(members)):
            is_short_form = not set(fold(syllable)) & set("aeiouy")
            plain = syllable == fold(syllable)
            assert is_syllable(syllable) or syllable in FOREIGN or plain or is_short_form, (syllable, group)
