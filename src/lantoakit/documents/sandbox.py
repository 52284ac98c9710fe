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

from lantoakit.documents.errors import ReaderBroke, TooLarge, TooSlow, of_code
from lantoakit.documents.limits import Limits
from lantoakit.documents.model import Document
from lantoakit.documents.reading import open_file
from lantoakit.documents.reading import read as read_here
from lantoakit.documents.transfer import NotThat, plain, result

POLL_SECONDS = 0.25
GRACE_SECONDS = 3.0  # to end programs that the process started, before it is killed
MOST_ANSWER = 400_000_000  # bytes of a line
# What a process needs to find Python, the kit and programs; secrets of the server are not among it.
_ENVIRONMENT = (
    "PATH", "PYTHONPATH", "PYTHONHOME", "PYTHONUTF8", "VIRTUAL_ENV", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR",
    "TEMP", "TMP", "TESSDATA_PREFIX", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "APPDATA", "LOCALAPPDATA",
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
    """Run a function of the kit ("lantoakit.plans.apart:contract") on a file in a process with limits; return its JSON.

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
    process = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "lantoakit.documents.sandboxed", json.dumps(order)],
        stdin=stream,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={key: os.environ[key] for key in _ENVIRONMENT if key in os.environ} | _import_path(),
        start_new_session=os.name != "nt",
    )
    try:
        answer = _listen(process, fence, progress, tick)
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        pass  # it has said what it had to say
    finally:
        _end(process)
    if answer is not None:
        return _taken(answer)
    if process.returncode in _STOPPED:
        raise InterruptedError("the process that reads was stopped from outside")
    if hasattr(signal, "SIGXCPU") and process.returncode == -signal.SIGXCPU:
        raise TooSlow
    raise ReaderBroke


def _import_path() -> dict[str, str]:
    """Return where the process finds this same kit, whatever way it was found here."""
    here = str(Path(__file__).resolve().parents[2])
    known = [here, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {"PYTHONPATH": os.pathsep.join(dict.fromkeys(known))}


def _taken(answer: dict[str, Any]) -> Any:
    if "error" in answer:
        raise of_code(str(answer["error"]), str(answer.get("message", "")))
    return answer["result"]


def _listen(
    process: subprocess.Popen[bytes], fence: Fence, progress: Progress | None, tick: Callable[[], None] | None
) -> dict[str, Any] | None:
    """Return the last line of a process, None where it ends without one. Raises TooSlow."""
    begun = page_begun = time.monotonic()
    lines: queue.Queue[bytes | None] = queue.Queue()
    threading.Thread(target=_pass_on, args=(process.stdout, lines), daemon=True).start()
    while True:
        if tick is not None:
            tick()
        try:
            line = lines.get(timeout=POLL_SECONDS)
        except queue.Empty:
            now = time.monotonic()
            if now > page_begun + fence.seconds or now > begun + fence.longest:
                raise TooSlow from None
            continue
        if not line:
            return None
        said = _said(line)
        if said is None or "error" in said or "result" in said:
            return said
        page_begun = time.monotonic()
        if progress is not None:
            progress(int(said.get("page", 0)), int(said.get("pages", 0)))


def _pass_on(stream: IO[bytes] | None, lines: queue.Queue[bytes | None]) -> None:
    """Put each line of a process into a queue, and None behind the last."""
    assert stream is not None
    with contextlib.suppress(ValueError, OSError):  # closed while it was read: the process was ended
        while line := stream.readline(MOST_ANSWER):
            lines.put(line)
    lines.put(None)


def _said(line: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started: asked first, then killed."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_SECONDS)
    if os.name != "nt":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
