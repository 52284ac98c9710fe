"""Rules of a page, drawn or seen in an image: which belong to one table, and which places are one."""

from collections.abc import Iterable
from dataclasses import dataclass

NEAR = 3.0  # points within which two rules are one


@dataclass(frozen=True)
class Rule:
    """A horizontal or vertical rule: its place across, where it begins and ends."""

    at: float
    start: float
    end: float


def bands(down: list[Rule]) -> list[list[Rule]]:
    """Group vertical rules whose heights overlap or touch: those of one table."""
    groups: list[list[Rule]] = []
    bottom = 0.0
    for rule in sorted(down, key=lambda r: r.start):
        if groups and rule.start <= bottom + NEAR:
            groups[-1].append(rule)
            bottom = max(bottom, rule.end)
        else:
            groups.append([rule])
            bottom = rule.end
    return groups


def distinct(values: Iterable[float]) -> list[float]:
    """Return values in order, of those that lie near one another the first."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found
