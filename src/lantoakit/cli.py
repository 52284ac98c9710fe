"""The kit's own commands: `read` prints what documents say, `ask` answers from them, `rank` orders articles.

`main` is a whole program; `add_commands` puts the same commands under another program's parser. Exit codes: 0 all was
read; 2 at least one file could not be read, or the command line was wrong; 130 stopped by Ctrl-C.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lantoakit import plans
from lantoakit.documents import DocumentError
from lantoakit.documents.endings import NAMED, readable
from lantoakit.llm import ChatError
from lantoakit.llm.chat import model_of
from lantoakit.plans import Plan
from lantoakit.plans.page import page
from lantoakit.plans.proposals import Proposal, propose, with_proposals
from lantoakit.plans.summary import summary
from lantoakit.progress import counted
from lantoakit.retrieval import ask_command
from lantoakit.retrieval import commands as retrieval

CLEAR = "\x1b[K"  # what a terminal shows to the right of the cursor
EXIT_CODES = (
    "mã thoát: 0 đọc được mọi tệp; 2 có tệp không đọc được hoặc dòng lệnh chưa đúng; 130 dừng giữa chừng (Ctrl-C)."
)


# What argparse says of a wrong command line, which has no translation of its own.
_FAULTS = [
    (re.compile(english), vietnamese)
    for english, vietnamese in (
        (r"^argument ([^:]+): ", r"\1: "),
        (r"invalid choice: (\S+) \(choose from (.*)\)", r"không có \1, chọn một trong \2"),
        (r"unrecognized arguments: (.*)", r"không hiểu \1"),
        (r"the following arguments are required: (.*)", r"còn thiếu \1"),
        (r"expected (?:one argument|at least one argument|\d+ arguments?)", "còn thiếu giá trị"),
        (r"invalid int value: (.*)", r"\1 không phải là số nguyên"),
        (r"not allowed with argument (.*)", r"không dùng cùng \1"),
    )
]


class Parser(argparse.ArgumentParser):
    """argparse with its own words in Vietnamese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["add_help"] = False
        super().__init__(*args, **kwargs)
        self._positionals.title = "tham số"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này rồi thoát")

    def error(self, message: str) -> Any:
        for english, vietnamese in _FAULTS:
            message = english.sub(vietnamese, message)
        self.exit(2, f"{self.prog}: dòng lệnh chưa đúng ({message}); gõ “{self.prog} --help” để xem cách dùng.\n")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "cách dùng:")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "cách dùng:")


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add the kit's commands. Each sets `run`: a function of the parsed arguments that returns an exit code."""
    about = (
        "đọc kế hoạch (TXT, Markdown, HTML, DOCX, DOC, ODT, RTF, PDF, bản quét, ảnh chụp) và in ra nội dung đã bóc tách"
    )
    parser = subparsers.add_parser(
        "read", help=about, description=about[0].upper() + about[1:] + ".", epilog=EXIT_CODES
    )
    parser.add_argument("files", nargs="+", metavar="TỆP", help="tệp hoặc thư mục cần đọc")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="in JSON theo quy ước; nhiều tệp thì mỗi tệp một dòng")
    form.add_argument("--html", action="store_true", help="in trang HTML: toàn văn, mỗi chỗ đọc được tô sáng tại chỗ")
    parser.add_argument("--out", metavar="THƯ_MỤC", type=Path, help="ghi mỗi tệp một kết quả vào thư mục này")
    parser.add_argument(
        "--propose",
        action="store_true",
        help="hỏi mô hình ngôn ngữ ở LANTOA_LLM_ADDRESS về những chỗ chưa chắc; chỉ là gợi ý, phải trích đúng văn bản",
    )
    parser.add_argument(
        "--no-sandbox",
        action="store_true",
        help="đọc ngay trong chương trình này, không tách tiến trình có giới hạn: nhanh hơn, chỉ cho tệp tin cậy",
    )
    parser.set_defaults(run=run_read)
    ask_command.add_command(subparsers)
    retrieval.add_commands(subparsers)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name) and return the exit code; errors go to stderr in one sentence."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = Parser(prog="lantoa", description="Đọc và soạn văn bản hành chính.")
    add_commands(
        parser.add_subparsers(dest="command", metavar="LỆNH", required=True, parser_class=Parser, title="lệnh")
    )
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return 130


def run_read(arguments: argparse.Namespace) -> int:
    """Read each file; print or write its summary, its JSON or its page."""
    files = list(readable(arguments.files))
    several = len(files) > 1 or len(arguments.files) > 1
    if not files:
        print(
            f"Thư mục không có tệp nào đọc được ({NAMED}).",
            file=sys.stderr,
        )
        return 2
    if arguments.html and several and not arguments.out:
        print("Nhiều tệp HTML cần một thư mục để ghi; thêm --out THƯ_MỤC.", file=sys.stderr)
        return 2
    try:
        chat = model_of(os.environ) if arguments.propose else None
    except ChatError as error:
        print(error, file=sys.stderr)
        return 2
    code = 0
    read = plans.read if arguments.no_sandbox else plans.read_apart
    for path in counted(files, "Đang đọc", " tệp"):
        try:
            with _page_line(path, files) as progress:
                plan = read(path, progress=progress)
            proposed = propose(plan.to_json(), chat) if chat else {}
        except (DocumentError, ChatError) as error:
            print(f"{path.name or path}: {error}", file=sys.stderr)
            code = 2
            continue
        except InterruptedError:
            print(f"{path.name or path}: việc đọc bị dừng từ bên ngoài; hãy đọc lại.", file=sys.stderr)
            code = 2
            continue
        words, ending = _form(plan, path, arguments, proposed, several=several and not arguments.out)
        if arguments.out is None:
            sys.stdout.write(words)
        elif not _write(arguments.out, path, files, words, ending):
            return 2
    return code


def _form(
    plan: Plan, path: Path, arguments: argparse.Namespace, proposed: dict[str, list[Proposal]], *, several: bool
) -> tuple[str, str]:
    """Return what is printed of a plan, and the ending of a file that holds it."""
    content = with_proposals(plan.to_json(), proposed)
    if arguments.html:
        return page(plan, content), ".html"
    if not arguments.json:
        return (f"===== {path} =====\n" if several else "") + summary(plan, content), ".txt"
    if several:  # JSON Lines
        return json.dumps({"file": str(path), **content}, ensure_ascii=False) + "\n", ".json"
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n", ".json"


def _write(folder: Path, path: Path, files: list[Path], words: str, ending: str) -> bool:
    """Write one result; files of the same name in different folders keep their folder's name. False: not writable."""
    same = sum(other.stem == path.stem for other in files) > 1
    name = "-".join(part for part in (*path.parent.parts[-1:], path.name) if part.strip("/.")) if same else path.stem
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / (name + ending)).write_text(words, encoding="utf-8")
    except OSError:
        print(f"Không ghi được vào “{folder}”; hãy kiểm tra quyền ghi và chỗ trống trên đĩa.", file=sys.stderr)
        return False
    return True


@contextmanager
def _page_line(path: Path, files: list[Path]) -> Iterator[Callable[[int, int], None] | None]:
    """Yield what shows the page of a file that is read alone, on a terminal: a page of a scan takes a second."""
    if len(files) > 1 or not sys.stderr.isatty():
        yield None
        return

    def show(page: int, pages: int) -> None:
        if pages > 1:
            sys.stderr.write(f"\r{path.name}: đang đọc trang {page}/{pages}{CLEAR}")
            sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write(f"\r{CLEAR}")
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
