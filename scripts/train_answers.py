"""Learn answering of `lantoakit.retrieval` and write `models/answers.json`; the same input gives the same bytes.

python -m scripts.train_answers
"""

from __future__ import annotations

import json
import sys

from benchmarks import _answers as learning

from lantoakit.retrieval.answering.learned import MODEL

ENOUGH = 0.55
"""Chance from which on a question is answered: `python -m benchmarks answers` prints what others would give."""


def main() -> int:
    """Learn from all questions and write the model."""
    material = list(learning.examples())
    model = learning.learn(material, ENOUGH)
    MODEL.write_text(json.dumps(learning.as_json(model), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(material)} questions; wrote {MODEL.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
