"""`lantoa ask`: answers from a folder, one by one and in batch."""

import json

import pytest

from lantoakit import cli

PLAN = """ỦY BAN NHÂN DÂN
XÃ BẾN ĐÒ
Số: 12/KH-UBND
Bến Đò, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Tuyên truyền phòng, chống đuối nước năm 2026
I. NỘI DUNG
1. Kinh phí thực hiện lấy từ ngân sách xã năm 2026.
2. Lớp dạy bơi cho học sinh mở tại hồ bơi trường tiểu học từ ngày 01/6/2026.
II. TỔ CHỨC THỰC HIỆN
1. Công an xã: Tuần tra các bến sông trong mùa hè.
Nơi nhận:
- Các thôn;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Thị Sen
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "van-ban").mkdir()
    (tmp_path / "van-ban" / "duoi-nuoc.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path / "van-ban"


def ask(folder, *more):
    return cli.main(["ask", "--no-sandbox", "--documents", str(folder), *more])


def test_one_question_is_answered_with_where_it_stands(folder, capsys):
    assert ask(folder, "Ai ký kế hoạch phòng, chống đuối nước của xã Bến Đò?") == 0
    told = capsys.readouterr().out
    assert "Trần Thị Sen" in told
    assert "Tuyên truyền phòng, chống đuối nước năm 2026" in told


def test_what_is_not_there_is_said(folder, capsys):
    assert ask(folder, "Số điện thoại của Công an xã Bến Đò là số nào?") == 0
    assert "không nêu số điện thoại" in capsys.readouterr().out


def test_a_file_of_questions_gives_a_row_each(folder, tmp_path, capsys):
    questions = tmp_path / "hoi.jsonl"
    asked = [{"id": "1", "question": "don vi nao tuan tra ben song"}, {"id": "2", "question": "cách nấu phở"}]
    questions.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in asked), encoding="utf-8")
    assert ask(folder, "--questions", str(questions), "--out", str(tmp_path / "tra-loi.jsonl")) == 0
    rows = [json.loads(line) for line in (tmp_path / "tra-loi.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["1", "2"]
    assert rows[0]["citations"][0]["doc"] == "duoi-nuoc"
    assert rows[0]["citations"][0]["quote"] in PLAN
    assert rows[1]["answered"] is False
    assert rows[1]["citations"] == []


def test_two_files_of_one_name_keep_their_folders(folder, capsys):
    (folder / "2025").mkdir()
    (folder / "2025" / "duoi-nuoc.txt").write_text(PLAN.replace("2026", "2025"), encoding="utf-8")
    assert ask(folder, "--json", "Kinh phí thực hiện năm 2025 lấy từ đâu?") == 0
    docs = {citation["doc"] for citation in json.loads(capsys.readouterr().out)["citations"]}
    assert docs <= {"duoi-nuoc.txt", "2025/duoi-nuoc.txt"}


@pytest.mark.parametrize("more", [[], ["Câu hỏi?", "--questions", "x.jsonl"]])
def test_one_question_or_one_file(folder, capsys, more):
    assert ask(folder, *more) == 2
    assert "một câu hỏi" in capsys.readouterr().err


def test_a_file_of_questions_that_is_none(folder, tmp_path, capsys):
    (tmp_path / "hoi.jsonl").write_text("không phải JSON", encoding="utf-8")
    assert ask(folder, "--questions", str(tmp_path / "hoi.jsonl")) == 2
    assert "“id” và “question”" in capsys.readouterr().err


def test_a_folder_without_documents(tmp_path, capsys):
    assert ask(tmp_path, "Câu hỏi?") == 2
    assert "Không có văn bản nào" in capsys.readouterr().err


def test_a_damaged_document_is_named_and_the_others_are_asked(folder, capsys):
    (folder / "hong.docx").write_bytes(b"PK\x03\x04 broken")
    assert ask(folder, "Công an xã Bến Đò làm gì?") == 2
    out = capsys.readouterr()
    assert "hong.docx" in out.err
    assert "Tuần tra các bến sông" in out.out
