"""Whether the best candidates answer a question: what tells, as one row of numbers for each question."""

import numpy as np

from lantoakit.retrieval.answering import closeness, lacking
from lantoakit.retrieval.answering.considering import Considered, columns
from lantoakit.retrieval.answering.evidence import is_marked
from lantoakit.retrieval.answering.facets import EXPECTED, Matrix

QUOTED = 3
"""Passages that are quoted at most."""
SEEN = (
    "covered", "covered_count", "covered_marked", "rarest_missing", "bm25", "pairs", "pairs_covered", "run_syllables",
    "window_12", "window_30", "clause", "clause_covered", "near", "above_alike", "above_met", "held", "held_near",
    "soft", "soft_with_heading", "soft_missing", "soft_missing_count", "soft_best_sentence", "fit", "signs_asked",
    "signs_held", "is_question", "under_body", "query_length", "query_worth", "focus_sentence",
    "focus_most", "focus_least", "learned", "held_beside", *closeness.NAMES, *lacking.NAMES,
)  # fmt: skip
"""Columns that are told of the best candidate."""
OF_THREE = (
    "covered", "held_near", "soft_with_heading", "soft_best_sentence", "rarest_missing", "focus_sentence",
    "held_beside",
    "grain_held", "year_fits", "body_here", "body_leads", "quoted_here", "noun_named", "persons", "section_fits",
)  # fmt: skip
"""Columns whose best among the quoted is told too."""
OWN = (
    "best", "margin_2", "margin_4", "margin_10", "any_missing", "all_missing", "routed", "expected_marked", "unknown",
    "unknown_place",
)  # fmt: skip
NAMES = (
    *OWN, *(f"top_{name}" for name in SEEN), *(f"three_{name}" for name in OF_THREE),
    *(f"expects_{kind}" for kind in EXPECTED),
)  # fmt: skip


def order(considered: Considered, scores: Matrix) -> list[int]:
    """Return candidates best first, those without what an answer must have behind all others."""
    return list(np.lexsort((-scores, considered.missing)))


def row(considered: Considered, scores: Matrix) -> Matrix:
    """Return what tells whether a question is answered, shape (NAMES,)."""
    at = {name: place for place, name in enumerate(columns())}
    ranked = order(considered, scores)
    sorted_scores = scores[ranked]
    best = float(sorted_scores[0])

    def margin(place: int) -> float:
        return best - float(sorted_scores[min(place, len(ranked) - 1)])

    quoted = ranked[:QUOTED]
    expected = considered.asked.expected.kind
    values = [
        best,
        margin(1),
        margin(3),
        margin(9),
        float(considered.missing[quoted].any()),
        float(considered.missing.all()),
        float(bool(considered.route.fit)),
        float(is_marked(expected)),
        considered.unknown,
        float(considered.unknown_place),
        *(float(considered.matrix[ranked[0], at[name]]) for name in SEEN),
        *(float(considered.matrix[quoted, at[name]].max()) for name in OF_THREE),
        *(float(expected == kind) for kind in EXPECTED),
    ]
    return np.array(values, dtype=np.float32)
