"""What is hidden and what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.text.masking import ACCOUNT, MAIL, NUMBER, PAPER, PHONE, PLATE, is_masked, mask

HIDDEN = [
    ("0912345678", PHONE, "a mobile number as it is typed"),
    ("sđt 0912 345 678 ạ", f"sđt {PHONE} ạ", "with spaces"),
    ("0912.345.678", PHONE, "with dots, which are no thousands: it begins with 0"),
    ("09-12-34-56-78", PHONE, "in pairs"),
    ("(0200) 111 2222", PHONE, "of a house, the area in brackets"),
    ("+84 912 345 678", PHONE, "with the country"),
    ("84912345678", PHONE, "with the country and without +"),
    ("O912345678", PHONE, "a letter O for the zero"),
    ("gọi em: không chín một hai ba bốn năm sáu bảy tám", f"gọi em: {PHONE}", "spelled out"),
    ("khong chin mot 2 3 4 5 6 7 8", PHONE, "half spelled out, without marks"),
    ("căn cước 001204005678", f"căn cước {PAPER}", "twelve digits"),
    ("001 204 005 678", PAPER, "twelve digits in threes"),
    ("cmnd 123456789", f"cmnd {PAPER}", "the old card"),
    ("thẻ DN4010112345678", f"thẻ {PAPER}", "health insurance"),
    ("hộ chiếu B1234567", f"hộ chiếu {PAPER}", "a passport"),
    ("stk 10203040", f"stk {ACCOUNT}", "a short account, told by the word before it"),
    ("tài khoản Agribank của tôi là 3120 2050 1234 5", f"tài khoản Agribank của tôi là {ACCOUNT}", "words between"),
    ("9704 1234 5678 9012", NUMBER, "a card"),
    ("mã số thuế 0101234567", f"mã số thuế {NUMBER}", "a tax number: ten digits that no telephone has"),
    ("thư nguyenvana@gmail.com nhé", f"thư {MAIL} nhé", "e-mail"),
    ("xe 29A-123.45", f"xe {PLATE}", "a car"),
    ("xe 29-X1 123.45", f"xe {PLATE}", "a motor bike"),
    ("30f12345", PLATE, "a plate in small letters"),
    ("90C-1234", PLATE, "an old plate of four digits"),
    ("CMND 181234567 tỉnh Nghệ An", f"CMND {PAPER} tỉnh Nghệ An", "tỉnh begins like tỉ, a sum's word"),
    ("stk 19012345678 tỉnh", f"stk {ACCOUNT} tỉnh", "the same behind an account"),
    ("cmnd 212345678 đồng ý", f"cmnd {PAPER} đồng ý", "đồng ý is no money"),
    ("số 212345678 đồng chí A", f"số {PAPER} đồng chí A", "nor đồng chí"),
    ("CMT 212345678 Triệu Sơn", f"CMT {PAPER} Triệu Sơn", "a place named like a sum's word"),
    ("cmnd 212345678 đồng", f"cmnd {PAPER} đồng", "told to be a card, whatever comes behind"),
    ("sđt0912345678", f"sđt{PHONE}", "glued to the word before"),
    ("0912345678nhé", f"{PHONE}nhé", "glued to the word behind"),
    ("cmnd123 456 789", f"cmnd{PAPER}", "glued and in threes"),
    ("0912345678/0987654321", f"{PHONE}/{PHONE}", "two numbers with a slash"),
    ("0912345678/0987 654 321", f"{PHONE}/{PHONE}", "the second one in threes"),
    ("84.912.345.678", PHONE, "a telephone in threes, like money"),
    ("912.345.678", PAPER, "in threes, and nothing says money"),
    ("cmnd 212.345.678", f"cmnd {PAPER}", "a card in threes"),
    ("gọi 912.000.000", f"gọi {PAPER}", "round, but told to be a telephone"),
    ("Luật 91/2025/QH15 212345678", f"Luật 91/2025/QH15 {PAPER}", "behind a sign, which stays"),
    ("212345678 12/KH-UBND", f"{PAPER} 12/KH-UBND", "before a sign, which stays"),
]
STAYS = [
    ("ngày 20/11/2026", "a day"),
    ("ngày 20.11.2026 và 20-11-2026", "a day with dots or dashes: eight digits"),
    ("Nghị định số 30/2020/NĐ-CP, 12/HD-UBND, Luật 91/2025/QH15", "signs"),
    ("1.500.000.000", "money with dots, without a unit, but round"),
    ("1.234.567.891 đồng", "money that is not round, with its unit"),
    ("300000000đ, 300000000VNĐ", "the unit glued to it"),
    ("ngày 20.11.2026 12/KH-UBND", "a day and a sign side by side"),
    ("Luật 91/2025/QH15 2023 2024 2025", "a sign and years side by side"),
    ("Kế hoạch 12/KH-UBND, Nghị định 123/2020/NĐ-CP", "signs with letters and slashes beside digits"),
    ("300000000 đồng", "money in one run"),
    ("300 000 000 đ", "money in threes with spaces"),
    ("gọi 113, 114, 115 hay 1022, 156", "numbers for everybody"),
    ("gọi 113 114 115", "the same in one run"),
    ("tổng đài 1900 1234 và 18001096", "service numbers"),
    ("giai đoạn 2021-2025, các năm 2023 2024 2025", "years"),
    ("thửa 123 tờ bản đồ 45, 120 m2", "a plot"),
    ("lúc 10h 2026 người", "an hour is no plate"),
    ("năm hai nghìn không trăm hai mươi sáu", "a number in words, not digit by digit"),
    ("một hai ba bốn người", "a few"),
    ("ngày 20 tháng 11 năm 2026", "words between"),
]


@pytest.mark.parametrize(("text", "shown", "why"), HIDDEN)
def test_what_tells_who_somebody_is_is_hidden(text, shown, why):
    assert mask(text) == shown, why
    assert is_masked(mask(text))


@pytest.mark.parametrize(("text", "why"), STAYS)
def test_what_tells_nobody_stays(text, why):
    assert mask(text) == text, why


@given(st.text(alphabet="0123456789 .-/aAhđồngnăm@+()"))
def test_masking_twice_changes_nothing(text):
    assert mask(mask(text)) == mask(text)


@given(st.from_regex(r"0[35789]\d{8}", fullmatch=True), st.sampled_from(["", " ", ".", "-"]))
def test_no_mobile_number_gets_through(number, between):
    typed = between.join((number[:4], number[4:7], number[7:]))
    assert not any(letter.isdigit() for letter in mask(f"gọi {typed} giúp tôi"))
