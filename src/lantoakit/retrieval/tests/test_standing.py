"""What a source is on a day."""

from datetime import date
from typing import Any

import pytest

from lantoakit.retrieval import Source

DAY = date(2026, 11, 25)
BEFORE, AFTER = date(2026, 11, 24), date(2026, 11, 26)

# What is known, what the source is on DAY.
TABLE: list[tuple[dict[str, Any], str]] = [
    ({}, "in_force"),
    ({"valid_from": DAY, "valid_until": AFTER}, "in_force"),  # its first day, which is its last
    ({"valid_from": AFTER}, "to_come"),
    ({"valid_from": AFTER, "valid_until": date(2027, 1, 1)}, "to_come"),  # an end that is known is none yet
    ({"valid_until": DAY}, "ended"),  # the first day on which it no longer holds
    ({"valid_from": BEFORE, "replaced_by": "31/KH-UBND"}, "replaced"),
    ({"valid_until": BEFORE, "replaced_by": "31/KH-UBND"}, "replaced"),  # what takes its place says more
]


@pytest.mark.parametrize(("known", "standing"), TABLE)
def test_what_a_source_is_on_a_day(known: dict[str, Any], standing: str) -> None:
    source = Source("a", "Kế hoạch", **known)
    assert source.standing(DAY) == standing
    assert source.in_force(DAY) == (standing == "in_force")
