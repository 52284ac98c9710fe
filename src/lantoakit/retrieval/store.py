"""An index on disk: a folder of snapshots, each written whole, of which a file names the one that holds.

Readers keep the snapshot that they opened; a new one is put in place by replacing one small file.
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lantoakit.retrieval.model import Passage, Source

VERSION = 2
_CURRENT = "CURRENT"
_DATES = ("issued_on", "valid_from", "valid_until")


class IndexUnusable(Exception):
    """The folder holds no index that this version reads; the message is a Vietnamese sentence that says what to do."""


def current(folder: Path) -> Path:
    """Return the snapshot of `folder` that holds, or raise IndexUnusable."""
    try:
        name = (folder / _CURRENT).read_text(encoding="ascii").strip()
        about = json.loads((folder / name / "index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise IndexUnusable(f"Thư mục “{folder}” không có chỉ mục tra cứu; hãy lập lại chỉ mục.") from None
    if not isinstance(about, dict) or about.get("version") != VERSION:
        raise IndexUnusable(f"Chỉ mục trong “{folder}” do phiên bản khác lập; hãy lập lại chỉ mục.")
    return folder / name


@contextmanager
def new_snapshot(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to write a snapshot into; it becomes the one that holds when the block ends well."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"snapshot-{uuid.uuid4().hex}"
    path = folder / name
    path.mkdir()
    try:
        yield path
        named = folder / f"{_CURRENT}-{name}"
        named.write_text(name, encoding="ascii")
        named.replace(folder / _CURRENT)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
    for other in folder.glob("snapshot-*"):
        if other != path:
            shutil.rmtree(other, ignore_errors=True)  # where a reader on Windows holds it, the next one removes it


def temporary() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that goes away with the object that holds it."""
    return tempfile.TemporaryDirectory(prefix="lantoa-index-", ignore_cleanup_errors=True)


def source_to_json(source: Source) -> dict[str, Any]:
    """Return what `source_from_json` reads: plain values, dates as ISO 8601, defaults left out."""
    plain = {name: value for name, value in asdict(source).items() if value not in ("", None, ())}
    return plain | {name: plain[name].isoformat() for name in _DATES if name in plain}


def source_from_json(content: dict[str, Any]) -> Source:
    """Return the source that `source_to_json` wrote down."""
    dates = {name: date.fromisoformat(content[name]) for name in _DATES if name in content}
    return Source(**({"title": ""} | content | dates | {"amended_by": tuple(content.get("amended_by", ()))}))


_FIELDS = ("number", "text", "start", "end", "heading", "path", "page", "kind", "asked")  # as `add` writes them
_DEFAULT = Passage("", 0, "")
_quoted = json.encoder.encode_basestring


class PassageWriter:
    """Writes passages one behind the other, so that each can be read alone."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / "passages.jsonl").open("wb")
        self._folder = folder
        self._ends = [0]

    def add(self, passage: Passage) -> None:
        """Write a passage without its source, which has a column of its own."""
        heading, asked = (",".join(map(_quoted, texts)) for texts in (passage.heading, passage.asked))
        page = "null" if passage.page is None else passage.page
        line = (  # the encoder of json takes five times as long for a list that is mostly one string
            f"[{passage.number},{_quoted(passage.text)},{passage.start},{passage.end},[{heading}],{_quoted(passage.path)},"
            f"{page},{_quoted(passage.kind)},[{asked}]]"
        ).encode("utf-8", "surrogatepass")
        self._file.write(line)
        self._ends.append(self._ends[-1] + len(line))

    def close(self) -> None:
        self._file.close()
        np.save(self._folder / "passages_at.npy", np.array(self._ends, dtype=np.int64))


class PassageReader:
    """Passages by row, decoded when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._at: npt.NDArray[np.int64] = np.load(folder / "passages_at.npy", mmap_mode="r")
        with (folder / "passages.jsonl").open("rb") as file:
            empty = os.fstat(file.fileno()).st_size == 0
            self._bytes: mmap.mmap | bytes = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        return len(self._at) - 1

    def read(self, row: int, source: str) -> Passage:
        """Return the passage of a row, as one of the source."""
        line = self._bytes[int(self._at[row]) : int(self._at[row + 1])]
        values = dict(zip(_FIELDS, json.loads(line.decode("utf-8", "surrogatepass")), strict=True))
        return replace(
            _DEFAULT, source=source, **(values | {name: tuple(values[name]) for name in ("heading", "asked")})
        )


def write_about(folder: Path, sources: Sequence[Source], passages: int) -> None:
    """Write what the snapshot is: its version, sources and size."""
    about = {"version": VERSION, "passages": passages, "sources": [source_to_json(source) for source in sources]}
    (folder / "index.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def read_sources(folder: Path) -> list[Source]:
    """Return the sources of a snapshot, in their order."""
    about = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return [source_from_json(content) for content in about["sources"]]
