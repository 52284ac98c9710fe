"""How near readings come to their gold, and how long they take, against the floor of 0.80.

    python -m benchmarks.reading

Needs the shared material (LANTOA_SHARED, by default ../shared); says so where it is absent.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks._report import line
from lantoakit import plans

SHARED = Path(os.environ.get("LANTOA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
GOLDS = (("002", "seeds/002.txt"), ("003", "seeds/003.txt"), ("101", "plans/101.docx"))
FLOOR = 0.80


def scorer() -> Any:
    """The scorer that lies beside the golds."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "plans" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    if not SHARED.is_dir():
        print(f"the shared material is not at {SHARED}: set LANTOA_SHARED")
        return 0
    score = scorer()
    for name, source in GOLDS:
        gold = json.loads((SHARED / "plans" / f"{name}.gold.json").read_text(encoding="utf-8"))
        began = time.perf_counter()
        read = plans.read(SHARED / source).to_json()
        seconds = time.perf_counter() - began
        overall = score.score(gold, read)["overall"]
        line(f"{name}: overall score", overall, "", FLOOR, "floor")
        line(f"{name}: time to read", seconds * 1000, "ms", 1000, "limit")
    return 0


if __name__ == "__main__":
    sys.exit(main())
