"""Reading a file that nobody trusts in a process of its own, with limits: a file that breaks a reading library, hangs
it or fills the memory takes neither the caller nor the machine with it.

>>> document = read("KẾ HOẠCH\\n\\nTuyên truyền phòng cháy".encode(), name="a.txt")
>>> [block.text for block in document.blocks]
['KẾ HOẠCH', 'Tuyên truyền phòng cháy']
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lantoakit.documents import scratch
from lantoakit.documents.errors import ReaderBroke, TooLarge, TooSlow, of_code
from lantoakit.documents.guard import end_tree
from lantoakit.documents.limits import Limits
from lantoakit.documents.model import Document
from lantoakit.documents.reading import open_file
from lantoakit.documents.reading import read as read_here
from lantoakit.documents.transfer import ORDER, NotThat, plain, result

POLL_SECONDS = 0.25
GRACE_SECONDS = 3.0  # to end programs that the process started, before it is killed
MOST_ANSWER = 64 << 20  # bytes of the last line: more than a plan of a thousand pages has
MOST_SAID, MOST_LINES = 4096, 64  # bytes of any other line, and lines that wait
MOST_MESSAGE, MOST_PAGES = 2000, 1 << 31
_CODE = re.compile("[a-z_]{1,40}")
_UNPRINTED = re.compile("[\\x00-\\x1f\\x7f\\ud800-\\udfff]")
# What a process needs to find Python, the kit and programs; secrets of the server are not among it.
_ENVIRONMENT = (
    "PATH", "PYTHONPATH", "PYTHONHOME", "PYTHONUTF8", "VIRTUAL_ENV", "HOME", "LANG", "LC_ALL", "LC_CTYPE",
    "TESSDATA_PREFIX", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "APPDATA", "LOCALAPPDATA",
    "PROGRAMFILES", "USERPROFILE",
)  # fmt: skip
LOOK = f"{__name__}:look"
"""What `run` runs where a file is only looked at: it raises as reading does, and returns nothing."""
_STOPPED = {-signal.SIGINT, -signal.SIGTERM, 128 + signal.SIGTERM}
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Fence:
    """What the process may take: `seconds` by the clock, anew with each page that it tells of; `longest` seconds in
    all, and as many of the processor; bytes of address space; bytes of a file that it writes (programs that read scans
    and old formats need files between them).
    """

    seconds: float = 120.0
    longest: float = 1800.0
    memory: int = 1 << 30
    file_size: int = 64 << 20


def read(
    source: str | Path | bytes,
    name: str | None = None,
    limits: Limits | None = None,
    *,
    fence: Fence | None = None,
    progress: Progress | None = None,
) -> Document:
    """Read as `lantoakit.documents.read` does, in a process with limits.

    Raises also TooSlow, TooLarge for what takes more memory than the fence allows, and ReaderBroke where the process
    ended without an answer.
    """
    limits = limits or Limits()
    with opened(source, limits) as (stream, called):
        answer = run(f"{__name__}:document", stream, name=name or called, limits=limits, fence=fence, progress=progress)
    try:
        return result(Document, answer)
    except NotThat as error:
        raise ReaderBroke from error


def document(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Read a file in this process and return it as plain JSON: what the other process runs."""
    return plain(read_here(data, name, limits, progress))


def look(data: bytes, name: str, limits: Limits, progress: Progress) -> None:
    """Read a file in this process and keep nothing of it."""
    read_here(data, name, limits, progress)


@contextlib.contextmanager
def opened(source: str | Path | bytes, limits: Limits) -> Iterator[tuple[IO[bytes], str]]:
    """Yield a file, open for reading, and what it is called. Raises DocumentError where it is too large or absent."""
    if isinstance(source, bytes):
        if len(source) > limits.size:
            raise TooLarge
        with tempfile.TemporaryFile() as stream:
            stream.write(source)
            stream.seek(0)
            yield stream, ""
    else:
        with open_file(Path(source), limits) as stream:
            yield stream, Path(source).name


def run(
    entry: str,
    stream: IO[bytes],
    *,
    name: str,
    limits: Limits | None = None,
    fence: Fence | None = None,
    progress: Progress | None = None,
    tick: Callable[[], None] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Any:
    """Run a function of the kit ("lantoakit.retrieval.apart:reading") on a file in a process with limits, for its JSON.

    The function takes the file's bytes, its name, the limits, what to tell its progress by, and the `options` by name.
    `progress` is called with page and pages as the process tells them, `tick` several times a second; what either
    raises ends the process. Raises DocumentError, and InterruptedError where somebody else stopped the process: then
    the file is not to blame.
    """
    fence = fence or Fence()
    order = {
        "entry": entry, "name": name, "limits": dataclasses.asdict(limits or Limits()), "parent": os.getpid(),
        "options": dict(options or {}),
        **dataclasses.asdict(fence),
    }  # fmt: skip
    with scratch.folder() as folder, _reader(order, stream, folder) as process:
        answer = _listen(process, fence, progress, tick)
        code: int | None = None
        with contextlib.suppress(subprocess.TimeoutExpired):  # it has said what it had to say
            code = process.wait(GRACE_SECONDS)
    return _taken(answer, code)


@contextlib.contextmanager
def _reader(order: dict[str, Any], stream: IO[bytes], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a process that reads a file as ordered, its files between in a folder; it ends here with all it started,
    and also where this process is killed: then its guard ends it.
    """
    place = {key: str(folder) for key in ("TMPDIR", "TEMP", "TMP")}
    process = subprocess.Popen(
        [sys.executable, "-m", "lantoakit.documents.sandboxed"],
        stdin=stream,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
        | _import_path()
        | place
        | {ORDER: json.dumps(order)},
        start_new_session=os.name != "nt",
    )
    try:
        with _guarded(process.pid, folder):
            yield process
    finally:
        _end(process)


@contextlib.contextmanager
def _guarded(pid: int, folder: Path) -> Iterator[None]:
    """Keep a second process that ends the first and removes its folder where this one is killed."""
    guard = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-I", "-S", str(Path(__file__).with_name("guard.py")), str(pid), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name != "nt",
    )
    try:
        yield
    finally:
        guard.kill()
        guard.wait()
        if guard.stdin is not None:
            guard.stdin.close()


def _import_path() -> dict[str, str]:
    """Return where the process finds this same kit, whatever way it was found here."""
    here = str(Path(__file__).resolve().parents[2])
    known = [here, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {"PYTHONPATH": os.pathsep.join(dict.fromkeys(known))}


def _taken(answer: dict[str, Any] | None, code: int | None) -> Any:
    """Return the result of an answer, raise its error; without one, what the exit code says."""
    if answer is None:
        if code in _STOPPED:
            raise InterruptedError("the process that reads was stopped from outside")
        if hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU:
            raise TooSlow
        raise ReaderBroke
    if "result" in answer:
        return answer["result"]
    code_of, message = answer["error"], answer.get("message", "")
    if not isinstance(code_of, str) or not _CODE.fullmatch(code_of) or not isinstance(message, str):
        raise ReaderBroke
    raise of_code(code_of, _UNPRINTED.sub(" ", message[:MOST_MESSAGE]))


def _listen(
    process: subprocess.Popen[bytes], fence: Fence, progress: Progress | None, tick: Callable[[], None] | None
) -> dict[str, Any] | None:
    """Return the answer of a process, None where it ends without one. Raises TooSlow, TooLarge, ReaderBroke."""
    begun = page_begun = time.monotonic()
    lines: queue.Queue[bytes | None] = queue.Queue(MOST_LINES)
    over = threading.Event()
    threading.Thread(target=_pass_on, args=(process.stdout, lines, over), daemon=True).start()
    try:
        while True:
            if tick is not None:
                tick()
            now = time.monotonic()
            if now > page_begun + fence.seconds or now > begun + fence.longest:
                raise TooSlow
            try:
                line = lines.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            said = _said(line)
            if said is None or "error" in said or "result" in said:
                return said
            page, page_begun = _page(said), time.monotonic()
            if progress is not None:
                progress(*page)
    finally:
        over.set()


def _pass_on(stream: IO[bytes] | None, lines: queue.Queue[bytes | None], over: threading.Event) -> None:
    """Put each line of a process into a queue, and None behind the last. A long line is an answer: the last one."""
    assert stream is not None
    line: bytes | None = b""
    with stream:
        while line is not None:
            line = stream.readline(MOST_ANSWER + 1) or None
            _put(line, lines, over)
            if over.is_set() or (line is not None and len(line) > MOST_SAID):
                return


def _put(line: bytes | None, lines: queue.Queue[bytes | None], over: threading.Event) -> None:
    while not over.is_set():
        with contextlib.suppress(queue.Full):
            lines.put(line, timeout=POLL_SECONDS)
            return


def _said(line: bytes | None) -> dict[str, Any] | None:
    if line is None:
        return None
    if len(line) > MOST_ANSWER:
        raise TooLarge
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _page(said: dict[str, Any]) -> tuple[int, int]:
    """Return page and pages. Raises ReaderBroke for what is none."""
    page, pages = said.get("page"), said.get("pages")
    if type(page) is not int or type(pages) is not int or not (0 <= page <= MOST_PAGES and 0 <= pages <= MOST_PAGES):
        raise ReaderBroke
    return page, pages


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started: asked first, then killed. On Windows nobody can be asked."""
    if process.poll() is None and os.name != "nt":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_SECONDS)
    if os.name != "nt" or process.poll() is None:
        end_tree(process.pid)
    if process.poll() is None:
        process.kill()
    process.wait()
