"""Programs that read a file, and what they wrote, go with whoever wanted it read, however that one ends."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from lantoakit import documents
from lantoakit.documents import guard, programs, sandbox, scratch
from lantoakit.documents.readers.scan import tesseract

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

RTF = rb"{\rtf1\ansi Ke hoach}"
NAME = "kế hoạch riêng.rtf"
CALLER = f"from lantoakit.documents import sandbox; sandbox.read({RTF!r}, {NAME!r})"


class Program:
    """A LibreOffice that never ends, nor does what it starts; what it is given is in files where it may write."""

    def __init__(self, folder: Path, temporary: Path) -> None:
        self.temporary = temporary
        self.numbers: list[int] = []
        """What it started, itself, the process that reads."""
        self.environment, self.memory = "", 0
        tool = folder / "soffice"
        lines = ["#!/bin/sh", "sleep 600 &", "cd $TMPDIR", "env > environment", "ulimit -v > memory"]
        lines += ["echo $! $$ $PPID > numbers.part", "mv numbers.part numbers", "wait"]
        tool.write_text("\n".join(lines) + "\n", encoding="ascii")
        tool.chmod(0o700)

    def runs(self) -> bool:
        """Whether it was started; keeps what it said."""
        for found in self.temporary.rglob("numbers"):
            self.numbers = [int(number) for number in found.read_text().split()]
            self.environment = found.with_name("environment").read_text()
            self.memory = int(found.with_name("memory").read_text())
        return bool(self.numbers)

    @property
    def left(self) -> list[Path]:
        return list(self.temporary.iterdir())


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    folder, temporary = tmp_path / "bin", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    return Program(folder, temporary)


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
    return False


def soon(what: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_a_reader_that_is_killed_leaves_neither_program_nor_folder(program: Program) -> None:
    arguments: list[bytes] = []

    def tick() -> None:
        if program.runs() and not arguments:
            arguments.extend(Path(f"/proc/{pid}/cmdline").read_bytes() for pid in program.numbers)
            assert any(path.name.startswith(scratch.PREFIX) for path in program.left)
            os.kill(program.numbers[2], signal.SIGKILL)

    with pytest.raises(documents.ReaderBroke), sandbox.opened(RTF, documents.Limits()) as (stream, _):
        sandbox.run(sandbox.LOOK, stream, name=NAME, tick=tick)
    assert soon(lambda: not any(map(alive, program.numbers)), 3)
    assert program.left == []
    # What is read is nobody's business who looks at the list of processes.
    assert arguments and not any(NAME.encode() in line for line in arguments)
    assert program.environment and NAME not in program.environment


def test_a_caller_that_is_killed_leaves_neither_program_nor_folder(program: Program) -> None:
    with subprocess.Popen([sys.executable, "-c", CALLER]) as caller:
        assert soon(program.runs)
        assert all(map(alive, program.numbers))
        caller.kill()
    assert soon(lambda: not any(map(alive, program.numbers)), 5)
    assert soon(lambda: program.left == [], 5)


@pytest.mark.parametrize("apart", [True, False])
def test_a_program_that_is_stopped_leaves_nothing_and_had_a_bound_of_memory(program: Program, apart: bool) -> None:
    class Enough(BaseException):
        pass

    def stop(*page: int) -> None:
        if program.runs():
            raise Enough

    with pytest.raises(Enough), sandbox.opened(RTF, documents.Limits()) as (stream, _):
        if apart:
            sandbox.run(sandbox.LOOK, stream, name=NAME, tick=stop)
        documents.read(RTF, progress=stop)
    assert soon(lambda: not any(map(alive, program.numbers[:2])), 3)
    assert program.left == []
    assert program.memory == programs.MEMORY // 1024
    assert tesseract.MEMORY < programs.MEMORY


def test_folders_whose_owner_is_gone_are_swept(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    own = "import time; from lantoakit.documents import scratch\n"
    own += "with scratch.folder() as folder: print(folder, flush=True); time.sleep(60)"
    other = program.temporary / f"{scratch.PREFIX}other"
    other.write_text("a file of that name is not ours")
    with subprocess.Popen([sys.executable, "-c", own], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        folder = Path(owner.stdout.readline().strip())
        (folder / "in.doc").write_bytes(b"paper")
        hour_ago = time.time() - 3600
        os.utime(folder, (hour_ago, hour_ago))
        assert scratch.sweep() == 0  # its owner lives, however old it is
        owner.kill()
        owner.wait()
        assert folder.exists()
        monkeypatch.setattr(scratch, "YOUNG_SECONDS", 2 * 3600)
        assert scratch.sweep() == 0  # it may be about to be locked
        monkeypatch.undo()
        monkeypatch.setattr("tempfile.tempdir", str(program.temporary))
        assert scratch.sweep() == 1
    assert program.left == [other]


def test_on_windows_the_whole_tree_is_ended(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, tool = tmp_path / "asked", tmp_path / "bin" / "taskkill"
    tool.write_text(f'#!/bin/sh\necho "$@" > {asked}\n', encoding="ascii")
    tool.chmod(0o700)
    monkeypatch.setattr(guard, "os", SimpleNamespace(name="nt"))
    guard.end_tree(4711)
    assert asked.read_text() == "/T /F /PID 4711\n"
