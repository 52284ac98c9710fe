"""`lantoa start`: one command for everything, on one machine."""

from __future__ import annotations

import argparse
import ipaddress
import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from lantoa.operations import folder as data_folder
from lantoa.operations import problems, swap
from lantoa.operations.processes import Child, stop_all, web_command, worker_command

WATCH_SECONDS = 0.1


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_port(host: str, port: int) -> None:
    """Raises Problem where the port is taken or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise problems.port_taken(host, port) from error


def own_names(host: str) -> str:
    """Host names under which this machine may be asked for, for Django's ALLOWED_HOSTS."""
    names = {"127.0.0.1", "localhost", "[::1]", host, socket.gethostname()}
    if not is_loopback(host):
        names |= {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)}
        names |= set(routed_address())
    return ",".join(sorted(names - {"0.0.0.0", "::"}))  # noqa: S104 - names, not a bind


def routed_address() -> list[str]:
    """The address by which others on the network reach this machine; empty without a network. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return []
        return [str(probe.getsockname()[0])]


def prepare(environment: dict[str, str], *, sample: bool | None, refuse_sample: bool) -> dict[str, Any]:
    """Run the preparation in a process of its own, so that this one stays small. Raises Problem."""
    command = [sys.executable, "-m", "lantoa.operations.prepare"]
    command += [] if sample is None else ["--sample" if sample else "--no-sample"]
    command += ["--refuse-sample"] if refuse_sample else []
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=False)  # noqa: S603
    if done.returncode == 2:
        raise problems.Problem("")
    if done.returncode:
        raise problems.Problem(
            "Chưa chuẩn bị được dữ liệu; lý do ghi ở trên. Dữ liệu cũ còn nguyên. "
            "Nếu không rõ cách sửa, phục hồi bản sao lưu: lantoa restore TỆP"
        )
    return dict(json.loads(done.stdout))


def wait_until_up(host: str, port: int, children: list[Child], stopping: list[int], seconds: float = 60.0) -> bool:
    """Whether the web server took a connection in time, and before anybody asked to stop."""
    target = "127.0.0.1" if host in ("0.0.0.0", "") else "::1" if host == "::" else host  # noqa: S104
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not stopping:
        for child in children:
            child.watch()
        try:
            socket.create_connection((target, port), 0.5).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False


def greeting(address: str, found: dict[str, Any], folder: Path) -> str:
    """What the terminal says when everything runs."""
    lines = ["", f"Lan Tỏa đang chạy: {address}", f"Dữ liệu ở: {folder}"]
    if found["first_run"]:
        lines += ["", "Chưa có dữ liệu. Mở trang này để bắt đầu:", f"  {address}/bat-dau/{found['first_run_code']}/"]
    if found["sign_ins"]:
        lines += ["", "Dữ liệu mẫu, chỉ dùng trên máy này:"]
        lines += [f"  {row['who']}: {row['how']}".replace("{address}", address) for row in found["sign_ins"]]
    return "\n".join([*lines, "", "Nhấn Ctrl-C để dừng.", ""])


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C; returns the exit code. Raises Problem with a sentence and a way out."""
    began = time.monotonic()
    folder = data_folder.make(Path(options.data))
    loopback = is_loopback(options.host)
    check_port(options.host, options.port)
    scheme = "https" if options.tls else "http"
    shown = "127.0.0.1" if options.host in ("0.0.0.0", "::") else options.host  # noqa: S104
    address = f"{scheme}://{shown}:{options.port}"
    with data_folder.lock(folder):
        swap.check_whole(folder)
        environment = data_folder.environment(
            folder,
            LANTOA_HOSTS=own_names(options.host),
            LANTOA_ORIGIN=address,
            LANTOA_HTTPS="1" if options.tls else "0",
            LANTOA_SAMPLE="1" if loopback else "0",
        )
        if not loopback:
            environment["LANTOA_SAMPLE"] = "0"
        sample = False if options.empty else True if loopback else None
        found = prepare(environment, sample=sample, refuse_sample=not loopback)
        if found["migrated"]:
            sys.stdout.write(
                f"Đã nâng cấp dữ liệu ({len(found['migrated'])} bước); bản cũ được giữ cạnh cơ sở dữ liệu.\n"
            )
        children = [
            Child("Máy chủ trang", web_command(options.host, options.port, options.tls), environment),
            Child("Máy chạy nền", worker_command(), environment),
        ]
        return supervise(children, options, greeting=greeting(address, found, folder), began=began)


def supervise(children: list[Child], options: argparse.Namespace, *, greeting: str, began: float) -> int:
    """Start the children, greet, watch them until SIGINT or SIGTERM, stop them."""
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    try:
        for child in children:
            child.start()
        if wait_until_up(options.host, options.port, children, stopping):
            sys.stdout.write(greeting)
            sys.stdout.write(f"(sẵn sàng sau {time.monotonic() - began:.1f} giây)\n".replace(".", ","))
            sys.stdout.flush()
        elif not stopping:
            sys.stderr.write("Trang chưa mở được sau một phút; lý do ghi ở trên. Lan Tỏa vẫn thử tiếp.\n")
        while not stopping:
            for child in children:
                child.watch()
            time.sleep(WATCH_SECONDS)
    finally:
        stop_all(children)
    sys.stdout.write("Đã dừng.\n")
    return 0
