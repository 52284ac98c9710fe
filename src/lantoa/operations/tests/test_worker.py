"""What a worker does before its first job."""

import os
import time

from lantoa.operations import worker
from lantoa.shared.jobs.worker import JobWorker
from lantoakit.documents import scratch


def test_a_worker_that_starts_removes_papers_that_one_that_was_killed_left(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(JobWorker, "__init__", lambda *_: None)
    monkeypatch.setattr(JobWorker, "run", lambda *_: None)
    with scratch.folder() as held:
        left = tmp_path / f"{scratch.PREFIX}left"
        left.mkdir()
        for folder in (held, left):
            (folder / ".owner").touch()
            (folder / "in.doc").write_bytes(b"paper")
            os.utime(folder, (time.time() - 3600,) * 2)
        assert worker.main([]) == 0
        assert list(tmp_path.iterdir()) == [held]
