"""The table of places, and the search over it."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.places import Place, PlaceKind, by_code, communes, provinces, search
from lantoakit.text import fold

SHARED = Path(os.environ.get("LANTOA_SHARED", Path(__file__).resolve().parents[4].parent / "shared")) / "units"


def test_all_places_are_there():
    assert len(provinces()) == 34
    assert sum(len(communes(province.code)) for province in provinces()) == 3321


def test_a_commune_knows_its_province():
    assert by_code("00004") == Place("00004", PlaceKind.WARD, "Ba Đình", "Phường Ba Đình", "01")
    assert by_code("79").full_name == "Thành phố Hồ Chí Minh"


def test_a_row_in_small_letters_is_a_commune_too():
    # The source has one "xã Bắc Sơn".
    assert all(place.full_name[0].isupper() for province in provinces() for place in communes(province.code))


@pytest.mark.parametrize("code", ["", "99", "00004x"])
def test_unknown_codes(code):
    with pytest.raises(KeyError):
        by_code(code)
    with pytest.raises(KeyError):
        communes(code)


def test_communes_of_a_commune_are_an_error():
    with pytest.raises(KeyError):
        communes("00004")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("TP HCM", "Thành phố Hồ Chí Minh"),  # abbreviated twice
        ("tphcm", "Thành phố Hồ Chí Minh"),
        ("Phường Sài Gòn", "Phường Sài Gòn"),  # a ward bears the city's old name
        ("ha noi", "Thành phố Hà Nội"),  # no diacritics
        ("tỉnh đắk lắk", "Tỉnh Đắk Lắk"),
        ("xa minh hoa", "Xã Minh Hoà"),  # kind in front
        ("Minh Hòa", "Xã Minh Hoà"),  # the new tone placement finds the old one
        ("xã Minh Hoá", "Xã Minh Hoá"),  # marks decide between two that fold alike
        ("con dao", "Đặc khu Côn Đảo"),
        ("ea h'leo", "Xã Ea H'Leo"),
        ("van mieu quoc tu giam", "Phường Văn Miếu - Quốc Tử Giám"),  # the dash does not matter
    ],
)
def test_search_finds_first(text, first):
    assert search(text)[0].full_name == first


@pytest.mark.parametrize("variants", [("hoà", "hòa", "HOÀ", "HÒA"), ("Thuỷ Nguyên", "thủy nguyên")])
def test_where_the_tone_mark_stands_does_not_matter(variants):
    found = {tuple(place.code for place in search(written)) for written in variants}
    assert len(found) == 1 and found != {()}


def test_part_of_a_name_with_its_marks_comes_before_the_same_letters_without():
    assert search("hòa")[0].name.startswith("Hoà")
    assert search("hoa")[0].name.startswith("Hoa")


def test_kind_narrows():
    assert {place.kind for place in search("phường Bình Minh")} == {PlaceKind.WARD}


def test_province_narrows_by_code_and_by_comma():
    assert [place.code for place in search("Bình Minh", province="37")] == ["14623"]
    assert search("Bình Minh, Ninh Bình") == search("Bình Minh", province="37")
    assert search("Bình Minh, An Giang") == ()


def test_a_short_name_finds_the_city_beside_its_namesakes():
    assert {"Thành phố Hồ Chí Minh", "Phường Sài Gòn"} <= {place.full_name for place in search("sài gòn")}


def test_limit_and_nothing():
    assert len(search("tân", limit=3)) == 3
    assert search("") == search(" ,") == search("không có nơi này") == ()


@given(st.sampled_from(provinces()), st.data())
def test_every_commune_is_found_by_its_folded_full_name(province, data):
    place = data.draw(st.sampled_from(communes(province.code)))
    assert place in search(fold(place.full_name), province=province.code, limit=50)


@given(st.text(max_size=40))
def test_search_takes_any_text(text):
    assert len(search(text)) <= 10


@pytest.mark.shared
def test_table_is_that_of_the_source():
    if not SHARED.is_dir():
        pytest.skip(f"no shared material at {SHARED}")
    with (SHARED / "units.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = by_code(row["code"])
            assert place.full_name.casefold() == row["full_name"].casefold()
            assert place.province_code == row["province_code"]
