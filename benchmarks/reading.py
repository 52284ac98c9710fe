"""How near readings come to their gold, and how long they take, against a floor for each.

    python -m benchmarks.reading

The project's own samples are read always; the real plans need the shared material (LANTOA_SHARED, or ../shared).
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
from lantoakit.plans.comparing import FIELDS, agreement

SHARED = Path(os.environ.get("LANTOA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
GOLDS = (("002", "seeds/002.txt"), ("003", "seeds/003.txt"), ("101", "plans/101.docx"))
FLOOR = 0.80
OWN_FLOOR = 0.97
SAMPLES = Path(plans.__file__).parent / "tests" / "samples"


def scorer() -> Any:
    """The scorer that lies beside the golds."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "plans" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def own_samples() -> None:
    """Print the lowest and the mean agreement over the project's own samples."""
    shares = []
    for path in sorted(SAMPLES.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        source = next((s for s in SAMPLES.glob(f"{name}.*") if s.suffix in (".txt", ".md", ".docx")), None)
        gold = json.loads(path.read_text(encoding="utf-8"))
        if source is not None and all(field in gold for field in FIELDS):
            found = agreement(gold, plans.read(source).to_json())
            shares.append(sum(found.values()) / len(found))
    line(f"{len(shares)} own samples: lowest agreement", min(shares), "", OWN_FLOOR, "floor")
    line(f"{len(shares)} own samples: mean agreement", sum(shares) / len(shares), "", OWN_FLOOR, "floor")


def main() -> int:
    own_samples()
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
