"""`lantoa start`, `backup` and `restore` as a person at a terminal meets them."""

from __future__ import annotations

import re
import signal
import socket
import sqlite3
import time
import urllib.request

import psutil
import pytest

from tests.end_to_end.server import Server, free_port, say

pytestmark = [pytest.mark.kill, pytest.mark.xdist_group("end_to_end")]


def status(address: str) -> int:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return int(answer.status)


def test_the_sample_is_served_and_its_sign_ins_are_printed(server):
    said = "".join(server.said)
    assert server.address in said
    assert "mật khẩu" in said
    assert status(server.address + "/tai-khoan/login/") == 200


def test_a_second_start_on_the_same_data_is_refused(server):
    done = say("start", "--data", str(server.data), "--port", str(free_port()))
    assert done.returncode == 2
    assert "đang chạy" in done.stderr


def test_a_taken_port_is_said_with_another_one_to_take(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = say("start", "--data", str(tmp_path / "data"), "--port", str(port))
    assert done.returncode == 2
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")
    done = say("start", "--data", str(tmp_path / "file" / "data"), "--port", str(free_port()))
    assert done.returncode == 2
    assert "Không ghi được" in done.stderr


def test_the_sample_is_refused_on_the_network_until_its_passwords_are_changed(server, tmp_path):
    copy = tmp_path / "copy"
    assert say("backup", "--data", str(server.data), str(tmp_path / "b.zip")).returncode == 0
    assert say("restore", "--data", str(copy), str(tmp_path / "b.zip")).returncode == 0
    done = say("start", "--data", str(copy), "--host", "0.0.0.0", "--port", str(free_port()), seconds=120)
    assert done.returncode == 2
    assert "mật khẩu in sẵn" in done.stderr


def test_data_of_a_newer_version_are_left_alone(sample_at, tmp_path):
    copy = sample_at(tmp_path / "copy")
    with sqlite3.connect(copy / "lantoa.sqlite3") as db:
        db.execute("insert into django_migrations (app, name, applied) values ('org', '9999_later', '2030-01-01')")
    db.close()
    done = say("start", "--data", str(copy), "--port", str(free_port()), seconds=120)
    assert done.returncode == 2
    assert "org.9999_later" in done.stderr


def test_an_empty_start_leads_to_the_page_of_the_first_run_and_ctrl_c_stops_everything(tmp_path):
    fresh = Server(tmp_path / "data", options=["--empty"]).start()
    try:
        address = re.search(r"(/bat-dau/\S+)", "".join(fresh.said))
        assert address is not None
        assert status(fresh.address + address[1]) == 200
        below = [p.pid for p in psutil.Process(fresh.running.pid).children(recursive=True)]
        assert len(below) >= 3
    finally:
        assert fresh.stop() == 0
    assert not [pid for pid in below if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"]
    again = Server(tmp_path / "data").start()  # without --empty now: still no sample in it
    try:
        assert "/bat-dau/" in "".join(again.said)
        assert "Dữ liệu mẫu" not in "".join(again.said)
    finally:
        again.stop()


def test_children_do_not_outlive_a_killed_parent(tmp_path, sample_at):
    copy = sample_at(tmp_path / "copy")
    lone = Server(copy).start()
    below = psutil.Process(lone.running.pid).children(recursive=True)
    lone.running.send_signal(signal.SIGKILL)
    lone.running.wait()
    _, alive = psutil.wait_procs(below, timeout=20)
    assert not alive
    time.sleep(0.2)
    restarted = Server(copy, port=lone.port).start()
    restarted.stop()
