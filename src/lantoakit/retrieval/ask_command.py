"""The command `ask`: answer one question, or a file of them, from the documents of a folder."""

from __future__ import annotations

import argparse
import json
import os
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lantoakit.progress import counted

EXIT_CODES = (
    "mã thoát: 0 đã trả lời (kể cả khi văn bản không nêu); 2 có tệp không đọc được hoặc dòng lệnh chưa đúng; "
    "130 dừng giữa chừng (Ctrl-C)."
)


def add_command(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add `ask`. It sets `run`: a function of the parsed arguments that returns an exit code."""
    about = "trả lời câu hỏi bằng trích dẫn nguyên văn từ các văn bản trong một thư mục"
    parser = subparsers.add_parser("ask", help=about, description=about[0].upper() + about[1:] + ".", epilog=EXIT_CODES)
    parser.add_argument("question", nargs="?", metavar="CÂU_HỎI", help="câu hỏi, đặt trong dấu ngoặc kép")
    parser.add_argument(
        "--documents", metavar="THƯ_MỤC", type=Path, required=True, help="thư mục văn bản (hoặc một tệp)"
    )
    parser.add_argument(
        "--questions", metavar="TỆP", type=Path, help="tệp JSONL, mỗi dòng một câu hỏi: {“id”: …, “question”: …}"
    )
    parser.add_argument("--out", metavar="TỆP", type=Path, help="ghi câu trả lời JSONL vào tệp này thay vì in ra")
    parser.add_argument("--json", action="store_true", help="in câu trả lời dạng JSON")
    parser.add_argument(
        "--no-sandbox",
        action="store_true",
        help="đọc ngay trong chương trình này, không tách tiến trình có giới hạn: nhanh hơn, chỉ cho tệp tin cậy",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the documents, then answer; returns 2 where a file could not be read, after the others were asked."""
    # Loaded here: other commands start without the search engine.
    from lantoakit.retrieval.batch import answer_row  # noqa: PLC0415
    from lantoakit.retrieval.engine import Engine  # noqa: PLC0415

    if bool(arguments.question) == bool(arguments.questions):
        print("Ghi một câu hỏi, hoặc đưa một tệp bằng --questions TỆP.", file=sys.stderr)
        return 2
    try:
        asked = _asked(arguments)
    except (OSError, ValueError, KeyError):
        print(
            f"Không đọc được “{arguments.questions}”; mỗi dòng của tệp phải là JSON có “id” và “question”.",
            file=sys.stderr,
        )
        return 2
    sources, passages, code = _documents(arguments.documents, apart=not arguments.no_sandbox)
    if not sources:
        print(f"Không có văn bản nào đọc được trong “{arguments.documents}”.", file=sys.stderr)
        return 2
    engine = Engine.build(sources, passages)
    if arguments.question and not arguments.json and not arguments.out:
        print(_told(engine.ask(arguments.question)))
        return code
    rows = (
        answer_row(key, engine.ask(question))
        for key, question in counted(asked, "Đang trả lời", " câu", prints=arguments.out is None)
    )
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return _write(lines, arguments.out) or code


def _asked(arguments: argparse.Namespace) -> list[tuple[str, str]]:
    """Return the questions with their ids."""
    if arguments.question:
        return [("", arguments.question)]
    lines = arguments.questions.read_text(encoding="utf-8-sig").splitlines()
    found = [json.loads(line) for line in lines if line.strip()]
    return [(str(row["id"]), str(row["question"])) for row in found]


def _documents(folder: Path, *, apart: bool) -> tuple[list[Any], list[Any], int]:
    """Return sources and passages of the documents, and 2 where one could not be read, else 0."""
    from lantoakit import plans  # noqa: PLC0415
    from lantoakit.documents import DocumentError  # noqa: PLC0415
    from lantoakit.documents.endings import readable  # noqa: PLC0415
    from lantoakit.retrieval.passages import passages_of  # noqa: PLC0415
    from lantoakit.retrieval.sources import source_of  # noqa: PLC0415
    from lantoakit.retrieval.verbatim import verbatim  # noqa: PLC0415

    sources, passages, code = [], [], 0
    read = plans.read_apart if apart else plans.read
    files = list(readable([folder]))
    keys = _keys(files, folder)
    for path in counted(files, "Đang đọc", " tệp", prints=False):
        try:
            plan = read(path)
        except DocumentError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            code = 2
            continue
        sources.append(source_of(plan, keys[path]))
        found = passages_of(plan.source, keys[path])
        passages += verbatim(found, _raw(path)) if plan.source.format in ("text", "markdown") else found
    return sources, passages, code


def _raw(path: Path) -> str:
    """The text of a text file, as far as it is UTF-8: what it is held against is no more than its words."""
    return unicodedata.normalize("NFC", path.read_bytes().decode("utf-8", "replace"))


def _keys(files: list[Path], folder: Path) -> dict[Path, str]:
    """Name each document by the stem of its file; by its path in the folder where two have the same."""
    stems = [path.stem for path in files]
    return {
        path: path.stem if stems.count(path.stem) == 1 else os.path.relpath(path, folder).replace(os.sep, "/")
        for path in files
    }


def _told(answer: Any) -> str:
    """Return an answer as a person reads it: each quotation with where it stands."""
    from lantoakit.retrieval.answering.declining import explain  # noqa: PLC0415
    from lantoakit.retrieval.batch import shown  # noqa: PLC0415

    parts = [] if answer.answered else [explain(answer)]
    if not answer.answered and answer.near:
        parts.append("Có phải bạn hỏi về chỗ này:")
    for quotation in answer.quotations or answer.near:
        page = f", trang {quotation.passage.page}" if quotation.passage.page else ""
        path = f", mục {quotation.passage.path}" if quotation.passage.path else ""
        parts.append(f"{shown(quotation)}\n  ({quotation.source.title or quotation.source.key}{path}{page})")
    return "\n\n".join(parts)


def _write(lines: Iterable[str], path: Path | None) -> int:
    if path is None:
        sys.stdout.writelines(lines)
        return 0
    try:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines)
    except OSError:
        print(f"Không ghi được vào “{path}”; hãy kiểm tra quyền ghi và chỗ trống trên đĩa.", file=sys.stderr)
        return 2
    return 0
