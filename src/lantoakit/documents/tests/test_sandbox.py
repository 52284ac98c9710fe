"""Reading in a process with limits: the same result, and nothing that a file does reaches the caller."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from lantoakit import documents, plans
from lantoakit.documents import Document, landlock, sandbox, transfer
from lantoakit.documents.tests.making import docx_bytes, pdf_bytes

BREAKING = "lantoakit.documents.tests.breaking"
FENCE = sandbox.Fence(seconds=30, memory=600 << 20, file_size=1 << 20)
FILES = {
    "a.txt": "KẾ HOẠCH\nTuyên truyền\n1. Công an xã: Kiểm tra.".encode(),
    "a.md": "# KẾ HOẠCH\n\n| TT | Việc |\n|---|---|\n| 1 | Mở lớp |\n".encode(),
    "a.docx": docx_bytes(lambda document: document.add_table(rows=2, cols=2).cell(0, 0).add_paragraph("Việc")),
    "a.pdf": pdf_bytes([[(72, 770, "Ky boi: VAN THU"), (72, 700, "Thong bao")], [(72, 700, "Trang hai")]]),
}


def broken(what: str, fence: sandbox.Fence = FENCE, data: bytes = b"x", name: str = "", **more: Any) -> Any:
    with sandbox.opened(data, documents.Limits()) as (stream, _):
        return sandbox.run(f"{BREAKING}:{what}", stream, name=name, fence=fence, **more)


@pytest.mark.parametrize("name", FILES)
def test_the_result_is_that_of_reading_here(name: str) -> None:
    assert sandbox.read(FILES[name], name) == documents.read(FILES[name], name)


def test_a_path_is_read_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.md"
    path.write_bytes(FILES["a.md"])
    assert sandbox.read(path) == documents.read(path)
    assert plans.read_apart(path).to_json() == plans.read(path).to_json()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", documents.EmptyDocument),
        (b"%PDF-1.7 cut off", documents.DamagedDocument),
        ("MẬT\nKẾ HOẠCH".encode(), documents.SecretDocument),
        (pdf_bytes([[]]), documents.EmptyDocument),
        (b"a" * 101, documents.TooLarge),
    ],
)
def test_errors_come_back_as_themselves(data: bytes, error: type[documents.DocumentError]) -> None:
    with pytest.raises(error) as caught:
        sandbox.read(data, "a.txt", documents.Limits(size=100) if error is documents.TooLarge else None)
    assert caught.value.message.endswith(".") and caught.value.code == error.code


@pytest.mark.parametrize("path", ["none.txt", "."])
def test_what_is_no_file_has_a_sentence(path: str, tmp_path: Path) -> None:
    with pytest.raises(documents.DocumentError, match="hãy"):
        sandbox.read(tmp_path / path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
def test_more_memory_than_allowed_is_too_large() -> None:
    with pytest.raises(documents.TooLarge):
        broken("fills_memory")


@pytest.mark.parametrize("what", ["hangs", "computes", "will_not_end"])
def test_more_time_than_allowed_is_too_slow(what: str) -> None:
    with pytest.raises(documents.TooSlow):
        broken(what, sandbox.Fence(seconds=2))


@pytest.mark.parametrize("what", ["dies", "raises"])
def test_a_process_that_dies_is_a_typed_error(what: str) -> None:
    with pytest.raises(documents.ReaderBroke):
        broken(what)


def test_what_libraries_print_is_no_answer() -> None:
    assert broken("prints") == "true"


def test_pages_are_told() -> None:
    told: list[tuple[int, ...]] = []
    assert broken("pages", progress=lambda *pages: told.append(pages)) is None
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.skipif(sys.platform != "linux", reason="what is held differs")
def test_neither_secrets_nor_network_nor_large_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANTOA_SECRET_KEY", "not for files")
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = broken("looks_around", data=str(tmp_path / "x").encode(), name=str(server.getsockname()[1]))
    assert "LANTOA_SECRET_KEY" not in found["environment"] and "PATH" in found["environment"]
    assert 0 < found["file"] <= FENCE.file_size
    if not _kernel_lets_leave_the_network() and landlock.version() < 4:
        pytest.skip("the kernel lets no ordinary process leave the network here")
    assert found["network"] is False


@pytest.mark.skipif(landlock.version() < 2, reason="the kernel shuts nobody out of files")
def test_no_files_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secrets.env"
    secret.write_text("LANTOA_SECRET_KEY=x")
    monkeypatch.chdir(tmp_path)  # as a server that is started in the folder of its data
    assert broken("looks_around", data=str(secret).encode(), name="9")["outside"] == []
    assert secret.read_text() == "LANTOA_SECRET_KEY=x" and list(tmp_path.iterdir()) == [secret]


@pytest.mark.office
def test_libreoffice_has_what_it_needs() -> None:
    assert sandbox.read(rb"{\rtf1\ansi Ke hoach tuyen truyen}", "a.rtf").text == "Ke hoach tuyen truyen"


def _kernel_lets_leave_the_network() -> bool:
    return any(
        subprocess.run(["unshare", *flags, "true"], check=False, capture_output=True).returncode == 0
        for flags in (["--net"], ["--user", "--net"])
    )


class _Enough(Exception):
    pass


@pytest.mark.parametrize("what", ["starts_a_program", "will_not_end"])
def test_who_is_asked_between_can_end_it_and_all_it_started(what: str) -> None:
    started: list[int] = []

    def tick() -> None:
        if started:
            raise _Enough

    with pytest.raises(_Enough):
        broken(what, progress=lambda page, _: started.append(page), tick=tick)
    if what == "starts_a_program":
        for _ in range(100):
            if not _runs(started[0]):
                break
            time.sleep(0.1)
        assert not _runs(started[0])


def _runs(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
    return False


def test_telling_of_pages_buys_no_time_for_ever() -> None:
    with pytest.raises(documents.TooSlow):
        broken("tells_for_ever", sandbox.Fence(seconds=30, longest=2))


@pytest.mark.parametrize("what", ["tells_what_is_no_page", "fails_with_no_code"])
def test_what_is_told_is_held_to_its_types(what: str) -> None:
    with pytest.raises(documents.ReaderBroke):
        broken(what)


def test_an_answer_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(broken("says_too_much")) == 200_000
    monkeypatch.setattr(sandbox, "MOST_ANSWER", 100_000)
    with pytest.raises(documents.TooLarge):
        broken("says_too_much")


@pytest.mark.parametrize("entry", ["os:system", "lantoa.cli:main", "lantoakit.documents.tests.breaking:none"])
def test_only_functions_of_the_kit_run(entry: str) -> None:
    with pytest.raises(documents.ReaderBroke), sandbox.opened(b"x", documents.Limits()) as (stream, _):
        sandbox.run(entry, stream, name="", fence=FENCE)


def test_what_comes_back_is_held_to_its_types() -> None:
    document = documents.read(FILES["a.pdf"], "a.pdf")
    sent = json.loads(json.dumps(transfer.plain(document)))
    assert transfer.result(Document, sent) == document
    wrongs: list[Any] = [None, {}, [], sent[:-1], [1, *sent[1:]], [*sent[:3], [["x"] * 5], *sent[4:]]]
    for wrong in wrongs:
        with pytest.raises(transfer.NotThat):
            transfer.result(Document, wrong)
