"""Places and bodies that are named, in the spellings of residents."""

import pytest

from lantoakit.retrieval.asking.abbreviations import apart
from lantoakit.retrieval.asking.localities import found_bodies, found_places
from lantoakit.retrieval.asking.scaffolding import weights
from lantoakit.retrieval.asking.tokens import is_marked, tokens

PLACES = [
    ("xã Minh Họa có mấy thôn", [("xã", "Minh Họa")]),  # no such commune: by its capitals
    ("xã tân thành", [("xã", "tân thành")]),  # by the gazetteer
    ("xa tan thanh", [("xã", "tan thanh")]),
    ("phường 5", [("phường", "5")]),
    ("tdp 3", [("tổ dân phố", "3")]),
    ("tdp3", [("tổ dân phố", "3")]),
    ("khu phố số 2", [("khu phố", "2")]),
    ("thôn Bến Đò họp", [("thôn", "Bến Đò")]),
    ("tỉnh an giang", [("tỉnh", "an giang")]),
    ("tp hcm", [("thành phố", "hcm")]),
    ("ở Hà Nội", [("", "Hà Nội")]),
    ("ha noi", [("", "ha noi")]),
    ("xã mình có gì", []),
    ("xã hội số", []),
    ("xã nào", []),
    ("thôn văn hóa", []),
    ("tổ công nghệ số", []),
    ("bản đồ số", []),
    ("57 hộ", []),
]


@pytest.mark.parametrize(("text", "named"), PLACES)
def test_places(text, named):
    words = apart(tokens(text))
    assert [(place.kind, place.name) for place in found_places(words, marked=is_marked(words))] == named


def test_codes_of_a_place_are_those_of_its_kind():
    (place,) = found_places(tokens("tỉnh An Giang"), marked=True)
    assert place.codes == ("91",)


BODIES = [
    ("phòng văn hóa - xã hội làm gì", ["culture_society"]),
    ("phong van hoa xa hoi", ["culture_society"]),
    ("UBND xã", ["peoples_committee"]),
    ("ubnd xã giao ai", ["peoples_committee"]),
    ("đoàn thanh niên và hội phụ nữ", ["youth_union", "womens_union"]),
    ("tổ công nghệ số cộng đồng", ["digital_team"]),
    ("Tổ CNSCĐ", ["digital_team"]),
    ("công an xã", ["police"]),
    ("trạm y tế", ["health_station"]),
    ("Sở Khoa học và Công nghệ hướng dẫn gì", [""]),
    ("trường học", []),
    ("ai phụ trách", []),
]


@pytest.mark.parametrize(("text", "kinds"), BODIES)
def test_bodies(text, kinds):
    words = tokens(text)
    marked = is_marked(words)
    found = found_bodies(text, words, weights(words, marked=marked), marked=marked)
    assert [body.kind for body in found] == kinds


def test_a_name_ends_before_the_word_that_asks():
    text = "Sở Nội vụ nào cũng được"
    words = tokens(text)
    (body,) = found_bodies(text, words, weights(words, marked=True), marked=True)
    assert body.name == "Sở Nội vụ"
