"""The `read` command: what it prints and how it fails."""

import json
from pathlib import Path

import pytest

from lantoakit import cli

SAMPLES = Path(__file__).parent / "samples"


def test_a_summary_is_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", str(SAMPLES / "school.txt")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("KẾ HOẠCH: Tổ chức tuyên truyền an toàn")
    assert "Người ký: HIỆU TRƯỞNG: Hoàng Thị Mai Anh" in out
    assert "Công an xã [đề nghị]" in out


def test_json_of_one_file_is_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "--json", str(SAMPLES / "school.txt")]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["document"]["sign"] == "27/KH-THCSST"
    assert {"text", "fields", "targets"} <= content.keys()


def test_json_of_several_files_is_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "--json", str(SAMPLES / "school.txt"), str(SAMPLES / "party.md")]) == 0
    files = [json.loads(line)["file"] for line in capsys.readouterr().out.splitlines()]
    assert [Path(f).name for f in files] == ["school.txt", "party.md"]


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


@pytest.mark.parametrize("argv", [[], ["write"], ["read"], ["read", "--wrong", "a"]])
def test_a_wrong_command_line_is_code_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(argv) == 2
    assert "dòng lệnh chưa đúng" in capsys.readouterr().err


def test_help_is_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "--help"]) == 0
    assert "cách dùng:" in capsys.readouterr().out
