"""Whether confidence means something: of documents seen for the first time, how many of the wrong values are marked
doubtful, and how many of the right ones with them.

    python -m benchmarks.confidence

The weights are learned anew in each of twelve rounds from the documents that are not asked about in it. The signs that
are weighed were chosen with these documents in view. A last line says how far the weights that are shipped are those
which the readings give.
"""

from __future__ import annotations

import sys

import numpy as np

from benchmarks import _confidence as learning
from benchmarks._report import line
from lantoakit.plans.confidence import probability, weights
from lantoakit.plans.model import DOUBTFUL

ROUNDS = 12
CAUGHT, MARKED = 0.80, 0.15


def main() -> int:
    """Print the shares against what is asked for."""
    seen = list(learning.first_readings())
    names = sorted({row.document for row in seen})
    whole = learning.learned(seen)
    sure: list[float] = []
    right: list[bool] = []
    for turn in range(ROUNDS):
        asked = set(names[turn::ROUNDS])
        learned = learning.learned([row for row in seen if row.document not in asked], whole)
        for row in seen:
            if row.document in asked:
                sure.append(probability(row.sights, learned))
                right.append(row.right)
    p, r = np.array(sure), np.array(right)
    print(f"{len(names)} documents, {len(r)} values, {int((~r).sum())} of them wrong at the first reading")
    line("wrong values marked doubtful", float((p[~r] < DOUBTFUL).mean()), "", CAUGHT, "floor")
    line("right values marked doubtful", float((p[r] < DOUBTFUL).mean()), "", MARKED, "limit")
    line("wrong values marked, were 15 % of the right ones marked", _caught(p, r), "", CAUGHT, "floor")
    for low, high in ((0.0, 0.5), (0.5, 0.8), (0.8, DOUBTFUL), (DOUBTFUL, 0.99), (0.99, 1.0)):
        some = (p >= low) & (p < high)
        if some.any():
            print(f"  confidence {low:.2f} to {high:.2f}: {some.sum():5d} values, {r[some].mean():.2f} of them right")
    shipped = weights()
    line(
        "shipped weights, largest difference",
        max(abs(whole[n] - shipped.get(n, 0.0)) for n in whole),
        "",
        0.05,
        "limit",
    )
    return 0


def _caught(p: learning.Numbers, r: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    return float((p[~r] < np.quantile(p[r], MARKED)).mean())


if __name__ == "__main__":
    sys.exit(main())
