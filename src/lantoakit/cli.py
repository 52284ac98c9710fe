"""The kit's own commands: `read` prints what a plan says.

`main` is a whole program; `add_commands` puts the same commands under another program's parser. Exit codes: 0 all was
read, 2 at least one file could not be read (or the command line was wrong).
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from lantoakit import plans
from lantoakit.documents import DocumentError
from lantoakit.plans import Plan

ENDINGS = (".txt", ".md", ".markdown", ".docx", ".pdf")
_PERIODS = {"monthly": "hằng tháng", "quarterly": "hằng quý", "half-yearly": "6 tháng", "yearly": "hằng năm"}


class _Parser(argparse.ArgumentParser):
    """argparse with its own words in Vietnamese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["add_help"] = False
        super().__init__(*args, **kwargs)
        self._positionals.title = "tham số"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này rồi thoát")

    def error(self, message: str) -> Any:
        self.exit(2, f"{self.prog}: dòng lệnh chưa đúng ({message}); gõ “{self.prog} --help” để xem cách dùng.\n")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "cách dùng:")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "cách dùng:")


def add_commands(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add the kit's commands. Each sets `run`: a function of the parsed arguments that returns an exit code."""
    about = "đọc kế hoạch (TXT, Markdown, DOCX, PDF) và in ra nội dung đã bóc tách"
    parser = subparsers.add_parser("read", help=about, description=about[0].upper() + about[1:] + ".")
    parser.add_argument("files", nargs="+", metavar="TỆP", help="tệp hoặc thư mục cần đọc")
    parser.add_argument("--json", action="store_true", help="in JSON theo quy ước; nhiều tệp thì mỗi tệp một dòng")
    parser.set_defaults(run=run_read)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line (without the program's name) and return the exit code; errors go to stderr in one sentence."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = _Parser(prog="lantoa", description="Đọc và soạn văn bản hành chính.")
    add_commands(
        parser.add_subparsers(dest="command", metavar="LỆNH", required=True, parser_class=_Parser, title="lệnh")
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
    """Read each file; print its summary or its JSON."""
    files = list(_expanded(arguments.files))
    several = len(files) > 1 or len(arguments.files) > 1
    code = 0
    for path in files:
        try:
            plan = plans.read(path)
        except DocumentError as error:
            print(f"{path.name or path}: {error.message}", file=sys.stderr)
            code = 2
            continue
        if arguments.json:
            print_json(plan, path, several=several)
        else:
            if several:
                print(f"===== {path} =====")
            write_summary(plan, sys.stdout)
    if not files:
        print("Thư mục không có tệp nào đọc được (TXT, Markdown, DOCX, PDF).", file=sys.stderr)
        return 2
    return code


def _expanded(names: Iterable[str]) -> Iterable[Path]:
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
        else:
            yield path


def print_json(plan: Plan, path: Path, *, several: bool) -> None:
    """Print the contract: indented for one file, one line with `file` for several."""
    content = plan.to_json()
    if several:
        print(json.dumps({"file": str(path), **content}, ensure_ascii=False))
    else:
        print(json.dumps(content, ensure_ascii=False, indent=1))


def write_summary(plan: Plan, out: TextIO) -> None:
    """Write what a plan says for a person to read."""
    head = plan.document

    def said(value: Any) -> str:
        return "(không ghi)" if value is None else str(value.value) + (" (?)" if value.doubtful else "")

    kind = head.type.value.upper() if head.type else "VĂN BẢN"
    print(f"{kind}: {said(head.title)}", file=out)
    for label, value in (
        ("Số, ký hiệu", head.sign),
        ("Cơ quan ban hành", head.issuer),
        ("Nơi", head.place),
        ("Ngày", head.date),
    ):
        print(f"  {label}: {said(value)}", file=out)
    if head.signer:
        above = f"{head.signer.on_behalf.value} / " if head.signer.on_behalf else ""
        print(f"  Người ký: {above}{said(head.signer.position)}: {said(head.signer.name)}", file=out)
    _section(out, "Căn cứ", [f"{b.type.value if b.type else 'văn bản'} {b.sign.value}" for b in plan.legal_bases])
    _section(out, "Đề mục", [f"{d.path} {d.title.value}" for d in plan.outline])
    _section(out, "Nhiệm vụ", [_task_line(n, t) for n, t in enumerate(plan.tasks, start=1)])
    _section(out, "Báo cáo định kỳ", [_report_line(r) for r in plan.reporting])
    _section(out, "Kinh phí", [f.value for f in plan.funding])
    _section(out, "Kênh", [", ".join(c.value for c in plan.channels)] if plan.channels else [])
    _section(out, "Ngày, tuần lễ", [e.name.value + (f" ({e.date.value})" if e.date else "") for e in plan.events])
    _section(out, "Chỉ tiêu", [t.text.value for t in plan.targets])
    _section(out, "Nơi nhận", [r.name.value + (f" ({r.purpose.value})" if r.purpose else "") for r in plan.recipients])
    doubtful = sum(1 for place in plan.to_json()["fields"].values() if place["doubtful"])
    if doubtful:
        print(f"Còn {doubtful} chỗ máy chưa chắc, đánh dấu (?) hoặc xem “doubtful” trong --json.", file=out)


def _section(out: TextIO, title: str, lines: Sequence[str]) -> None:
    if lines:
        print(f"{title}:", file=out)
        for line in lines:
            print(f"  - {line}", file=out)


def _task_line(number: int, task: plans.Task) -> str:
    lead = "; ".join(u.value for u in task.lead) or "(chưa rõ đơn vị)"
    asked = " [đề nghị]" if task.mode == "requested" else ""
    more = f" | phối hợp: {'; '.join(u.value for u in task.coordinating)}" if task.coordinating else ""
    deadline = f" | hạn: {task.deadline.value}{' (?)' if task.deadline.doubtful else ''}" if task.deadline else ""
    text = task.text.value if len(task.text.value) <= 160 else task.text.value[:157] + "…"
    return f"{number}. {lead}{asked}: {text}{more}{deadline} ({task.path})"


def _report_line(report: Any) -> str:
    due = f", hạn {report.due.value}" if report.due else ""
    to = f", gửi {report.to.value}" if report.to else ""
    return f"{_PERIODS.get(report.period.value, report.period.value)}{due}{to}"


if __name__ == "__main__":
    sys.exit(main())
