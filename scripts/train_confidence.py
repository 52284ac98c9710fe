"""Learn how sure the reader may be of a value, out of first readings whose gold is known.

    python -m scripts.train_confidence                     learn, write the weights
    python -m scripts.train_confidence keep SOURCE GOLD    read a document for the first time and keep the reading

A document to keep is invented, in another layout than those before, and its gold was written out of the contract alone,
before the reader saw it; once its reading is kept, rules may be mended by it. Weights are written to
`src/lantoakit/plans/confidence/weights.json`; `python -m benchmarks.confidence` then prints how well they tell.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks import _confidence as learning

from lantoakit import documents, plans

WEIGHTS = learning.ROOT / "src/lantoakit/plans/confidence/weights.json"
LEAST = 0.005  # log odds below which a sign says nothing


def learn() -> None:
    """Learn of all kept readings and write the weights."""
    seen = list(learning.first_readings())
    weights = {name: weight for name, weight in learning.learned(seen).items() if abs(weight) >= LEAST}
    WEIGHTS.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    wrong = sum(not row.right for row in seen)
    print(f"{len(weights)} weights of {len(seen)} values, {wrong} of them wrong, in {WEIGHTS}")


def keep(source: Path, gold: Path) -> None:
    """Keep the reading of a document that the reader has not seen before."""
    target = learning.READINGS / f"{source.stem}.json"
    if target.exists():
        raise SystemExit(f"{target} is there: a first reading is made once")
    document = documents.read(source)
    content = learning.kept(plans.from_document(document).to_json(), document, gold.resolve())
    target.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(target)


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            learn()
        case ["keep", source, gold]:
            keep(Path(source), Path(gold))
        case _:
            raise SystemExit(__doc__)
