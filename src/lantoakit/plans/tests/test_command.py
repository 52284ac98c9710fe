"""The `read` command: what it prints and how it fails."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from lantoakit import cli, plans
from lantoakit.llm.testing import FakeModel
from lantoakit.plans.tests.samples.department import department

SAMPLES = Path(__file__).parent / "samples"
FIVE_PAGES = Path(__file__).parents[3] / "lantoa" / "demo" / "files" / "ke-hoach-27.pdf"


def test_a_summary_is_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", str(SAMPLES / "school.txt")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("KẾ HOẠCH: Tổ chức tuyên truyền an toàn")
    assert "Người ký: HIỆU TRƯỞNG: Hoàng Thị Mai Anh" in out
    assert "Công an xã [đề nghị]" in out


def test_pages_are_counted_on_a_terminal_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(FIVE_PAGES)
    assert cli.main(["read", path]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert cli.main(["read", path]) == 0
    err = capsys.readouterr().err
    assert "ke-hoach-27.pdf: đang đọc trang 2/5" in err
    assert err.endswith(f"\r{cli.CLEAR}")


def test_json_of_one_file_is_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "--json", str(SAMPLES / "school.txt")]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["document"]["sign"] == "27/KH-THCSST"
    assert {"text", "fields", "targets"} <= content.keys()


def test_json_of_several_files_is_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "--json", str(SAMPLES / "school.txt"), str(SAMPLES / "party.md")]) == 0
    files = [json.loads(line)["file"] for line in capsys.readouterr().out.splitlines()]
    assert [Path(f).name for f in files] == ["school.txt", "party.md"]


def test_the_page_lights_every_field_in_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "--html", str(SAMPLES / "party.md")]) == 0
    page: Any = html.document_fromstring(capsys.readouterr().out)
    plan = plans.read(SAMPLES / "party.md")
    assert page.xpath("string(//article)").split() == plan.text.split()  # nothing is lost or doubled
    links = [href[1:] for href in page.xpath("//nav//a/@href")]
    assert len(links) == len(plan.to_json()["fields"])
    assert sorted(links) == sorted(page.xpath("//article//mark/a/@id"))


def test_a_page_keeps_tables_and_escapes_what_it_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(department())
    assert cli.main(["read", "--html", str(path)]) == 0
    page: Any = html.document_fromstring(capsys.readouterr().out)
    assert page.xpath("count(//article//table)") == 3
    path = tmp_path / "b.txt"
    path.write_text("KẾ HOẠCH\nTuyên truyền <script>alert(1)</script>\nI. MỤC ĐÍCH\n", encoding="utf-8")
    assert cli.main(["read", "--html", str(path)]) == 0
    assert "<script" not in capsys.readouterr().out


def test_results_go_into_a_folder(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(f"KẾ HOẠCH\nVề {name}\n", encoding="utf-8")
    out = tmp_path / "out"
    assert cli.main(["read", str(tmp_path / "a"), str(tmp_path / "b"), "--html", "--out", str(out)]) == 0
    assert sorted(p.name for p in out.iterdir()) == ["a-x.txt.html", "b-x.txt.html"]  # neither covers the other
    assert cli.main(["read", str(tmp_path / "a" / "x.txt"), "--json", "--out", str(out)]) == 0
    assert json.loads((out / "x.json").read_text(encoding="utf-8"))["document"]["title"] == "Về a"


def test_several_pages_need_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "--html", str(SAMPLES / "school.txt"), str(SAMPLES / "party.md")]) == 2
    assert "--out" in capsys.readouterr().err


DOUBTFUL = (
    "I. TỔ CHỨC THỰC HIỆN\n1. Công an xã: Lập danh sách, hoàn thành trước ngày 10/3/2026 hoặc trước ngày 20/3/2026."
)


@pytest.mark.parametrize("form", [[], ["--json"], ["--html"]])
def test_a_model_proposes_where_one_is_named(
    form: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(DOUBTFUL, encoding="utf-8")
    answer = json.dumps({"value": "ngày 20/3/2026", "quote": "trước ngày 20/3/2026"}, ensure_ascii=False)
    with FakeModel([answer]) as fake:
        monkeypatch.setenv("LANTOA_LLM_ADDRESS", fake.address)
        monkeypatch.setenv("LANTOA_LLM_MODEL", "mo-hinh")
        assert cli.main(["read", *form, str(path)]) == 0
        assert fake.requests == [] and "gợi ý" not in capsys.readouterr().out  # off unless asked for
        assert cli.main(["read", "--propose", *form, str(path)]) == 0
    said = capsys.readouterr().out
    assert '"proposals"' in said or "gợi ý" in said


def test_no_model_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("LANTOA_LLM_ADDRESS", raising=False)
    assert cli.main(["read", "--propose", str(SAMPLES / "school.txt")]) == 2
    assert "LANTOA_LLM_ADDRESS" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n"),
        ("cut.docx", b"PK\x03\x04"),
        ("cut.pdf", b"%PDF-1.7"),
        ("secret.txt", "TUYỆT MẬT\nKẾ HOẠCH".encode()),
    ],
)
def test_a_bad_file_is_one_sentence_and_code_2(
    name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert cli.main(["read", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1 and said.err.startswith(name) and said.err.endswith(".\n")


def test_good_files_are_read_beside_a_bad_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", str(tmp_path / "none.txt"), str(SAMPLES / "school.txt")]) == 2
    said = capsys.readouterr()
    assert "KẾ HOẠCH" in said.out and "Không tìm thấy" in said.err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "còn thiếu LỆNH"),
        (["write"], "không có 'write'"),
        (["read"], "còn thiếu TỆP"),
        (["read", "--wrong", "a"], "không hiểu --wrong"),
        (["read", "--json", "--html", "a"], "không dùng cùng"),
        (["read", "a", "--out"], "còn thiếu giá trị"),
    ],
)
def test_a_wrong_command_line_is_code_2(argv: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(argv) == 2
    err = capsys.readouterr().err
    assert "dòng lệnh chưa đúng" in err and said in err


def test_help_is_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "--help"]) == 0
    assert "cách dùng:" in capsys.readouterr().out
