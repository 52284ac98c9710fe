"""The `lantoa` command: the kit's commands, and those of the server, which alone import Django."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from importlib.util import find_spec

from lantoa.operations.problems import Problem
from lantoakit import cli as kit

Command = Callable[[argparse.Namespace], int]


def parser() -> argparse.ArgumentParser:
    """All commands; each sets `run`."""
    root = kit.Parser(
        prog="lantoa", description="Lan Tỏa: đưa kế hoạch tuyên truyền đến minh chứng.", allow_abbrev=False
    )
    commands = root.add_subparsers(title="lệnh", metavar="LỆNH", required=True, parser_class=kit.Parser)
    kit.add_commands(commands)
    if find_spec("django") is not None:
        _add_server_commands(commands)
    return root


def _add_server_commands(commands: argparse._SubParsersAction[kit.Parser]) -> None:
    start = commands.add_parser("start", help="chạy Lan Tỏa trên máy này")
    _data(start)
    start.add_argument("--host", default="127.0.0.1", help="địa chỉ phục vụ (mặc định: chỉ máy này)")
    start.add_argument("--port", type=int, default=8000, help="cổng (mặc định: 8000)")
    start.add_argument("--tls", nargs=2, metavar=("CHỨNG_THƯ", "KHÓA"), help="tệp chứng thư và khóa để chạy HTTPS")
    start.add_argument("--empty", action="store_true", help="không tạo xã mẫu; mở trang thiết lập lần đầu")
    start.set_defaults(run=_start)
    for name, text, action in (
        ("backup", "sao lưu cơ sở dữ liệu và tệp vào một tệp", _backup),
        ("restore", "phục hồi từ một tệp sao lưu", _restore),
    ):
        command = commands.add_parser(name, help=text)
        _data(command)
        command.add_argument("file", metavar="TỆP")
        command.set_defaults(run=action)
    worker = commands.add_parser("worker", help="chỉ chạy máy chạy nền (khi dùng nhiều máy)")
    _data(worker)
    worker.add_argument("--queues", default="default,long", help="các hàng đợi, cách nhau bằng dấu phẩy")
    worker.set_defaults(run=_worker)
    password = commands.add_parser("password", help="cấp địa chỉ đặt lại mật khẩu khi không còn ai đăng nhập được")
    _data(password)
    password.add_argument("name", metavar="TÊN", help="tên đăng nhập, thư điện tử hoặc họ tên")
    password.add_argument("--second-factor", action="store_true", help="bỏ cả ứng dụng mã xác thực đã mất")
    password.add_argument("--address", metavar="ĐỊA_CHỈ", default="", help="địa chỉ mà Lan Tỏa đang chạy")
    password.set_defaults(run=_password)
    commune = commands.add_parser("commune", help="thêm một xã vào hệ thống, cùng người quản trị đầu tiên")
    _data(commune)
    commune.add_argument("commune", metavar="XÃ", nargs="?", help="tên xã, 'tên xã, tỉnh', hoặc mã đơn vị hành chính")
    commune.add_argument("--name", metavar="HỌ_TÊN", help="người quản trị đầu tiên")
    commune.add_argument("--title", metavar="CHỨC_DANH", help="chức danh của người đó")
    commune.add_argument("--email", metavar="THƯ", help="thư điện tử của người đó, dùng làm tên đăng nhập")
    commune.add_argument("--phone", metavar="SỐ", default="", help="số điện thoại của người đó")
    commune.add_argument("--only-administrator", action="store_true", help="người đó không làm cán bộ phụ trách")
    commune.add_argument("--address", metavar="ĐỊA_CHỈ", default="", help="địa chỉ mà Lan Tỏa đang chạy")
    commune.set_defaults(run=_commune)
    index = commands.add_parser("index", help="lập lại chỉ mục tra cứu của máy này từ cơ sở dữ liệu")
    _data(index)
    index.set_defaults(run=_index)
    settings = commands.add_parser("settings", help="in các biến môi trường mà máy chủ đọc")
    settings.set_defaults(run=_settings)


def _data(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data",
        metavar="THƯ_MỤC",
        default=os.environ.get("LANTOA_DATA", "data"),
        help="thư mục dữ liệu (mặc định: data)",
    )


def _start(options: argparse.Namespace) -> int:
    from lantoa.operations import start

    return start.run(options)


def _backup(options: argparse.Namespace) -> int:
    from lantoa.operations import backup

    return backup.run_backup(options)


def _restore(options: argparse.Namespace) -> int:
    from lantoa.operations import backup

    return backup.run_restore(options)


def _worker(options: argparse.Namespace) -> int:
    from pathlib import Path

    from lantoa.operations import folder

    os.environ.update(folder.environment(folder.make(Path(options.data))))
    from lantoa.operations import prepare, worker

    prepare.see_servers()
    return worker.main(["--queues", options.queues])


def _password(options: argparse.Namespace) -> int:
    from lantoa.operations import rescue

    return rescue.run(options)


def _commune(options: argparse.Namespace) -> int:
    from lantoa.operations import communes

    return communes.run(options)


def _index(options: argparse.Namespace) -> int:
    from lantoa.operations import index

    return index.run(options)


def _settings(options: argparse.Namespace) -> int:
    from lantoa.config.environment import ROWS

    for row in ROWS:
        default = "" if row.default in ("", None) else f" (mặc định: {row.default})"
        sys.stdout.write(f"{row.name}{default}\n    {row.help}\n")
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 2 a sentence on stderr says what to do."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(argv)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        return 130
    except Problem as problem:
        if str(problem):
            sys.stderr.write(f"{problem}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
