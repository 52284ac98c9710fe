"""How sure each value of a plan is: what can be seen of it, weighed by how often such values were wrong.

The weights in `weights.json` were learned from documents that the reader saw for the first time; how well they tell
wrong values from right ones is printed by `python -m benchmarks.confidence`, and
`python -m scripts.train_confidence` makes them anew. The confidence that the rules gave a value is one sign among the
others. It speaks of the reading alone: where letters themselves are unsure (a scan), it is lowered to how sure
they are.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from lantoakit.plans.confidence.sights import Look, Sights, kind_of, mapped
from lantoakit.plans.model import Plan, Text

__all__ = ["Look", "Sights", "calibrated", "kind_of", "probability", "weights"]
MOST = 30.0  # log odds beyond which nothing changes any more


@cache
def weights() -> Mapping[str, float]:
    """Return how much each sign says, as log odds; "bias" is what is said of a value of which nothing is seen."""
    content: dict[str, float] = json.loads(files("lantoakit.plans.confidence").joinpath("weights.json").read_text())
    return content


def probability(seen: Sights, learned: Mapping[str, float]) -> float:
    """Return how likely a value of which this is seen is right, from 0 to 1.

    >>> probability({"cut word": 1.0}, {"bias": 3.0, "cut word": -3.0})
    0.5
    """
    odds = learned.get("bias", 0.0) + sum(learned.get(name, 0.0) * weight for name, weight in seen.items())
    return 1 / (1 + math.exp(-max(-MOST, min(MOST, odds))))


def calibrated(plan: Plan) -> Plan:
    """Return the plan with the confidence of each value as it was learned; nothing else is changed."""
    learned = weights()
    look = Look(plan)

    def change(pointer: str, value: Text) -> Text:
        return replace(value, confidence=round(probability(look.sights(pointer, value), learned), 3))

    return mapped(plan, change)
