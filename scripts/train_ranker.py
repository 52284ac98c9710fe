"""Learn the ranker of `lantoakit.retrieval` and write `models/ranker.json`; the same input gives the same bytes.

    python -m scripts.train_ranker [--own] [--corpus FILE --questions FILE]…

Learned from ALQAC 2022 and 2023 under LANTOA_SHARED; each pair that is named is one more corpus with its questions, in
ALQAC's form. `--own` takes `benchmarks/questions` too. The model that is shipped leaves them to the one that decides
whether to answer: that one is learned from them and looks at this one's scores, which must not know them already.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import _ranking as learning

from lantoakit.retrieval.ranker import MODEL, VERSION, margins
from lantoakit.retrieval.trees import from_lightgbm


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, print what cross-validation says, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--questions", type=Path, action="append", default=[])
    parser.add_argument("--own", action="store_true")
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args(arguments)
    pairs = learning.alqac(Path(os.environ.get("LANTOA_SHARED", "shared")))
    if not pairs:
        print("LANTOA_SHARED has no retrieval/alqac2022 to learn from")
        return 1
    more = zip(options.corpus, options.questions, strict=True)
    pairs |= {f"more {number}": pair for number, pair in enumerate(more, start=1)}
    names = learning.feature_names()
    examples = [*learning.examples_of(pairs), *(learning.own_examples() if options.own else ())]
    tested = list(learning.cross_validated(examples, names))
    seen = [
        (margins(scores).max(), learning.place_of_right(example.right, scores) == 0)
        for example, scores in tested
        if example.asked
    ]
    model = {
        "version": VERSION,
        "features": names,
        "confidence": learning.calibrated(seen),
        "trees": from_lightgbm(learning.learn(examples, names).dump_model()).to_json(),
    }
    options.out.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")
    hits = sum(right for _, right in seen) / len(seen)
    print(f"{len(seen)} questions, {len(examples)} examples; hit@1 without their laws: {hits:.3f}; wrote {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
