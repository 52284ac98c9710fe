"""One line a figure: what, how much, the limit, the ratio."""

from __future__ import annotations


def line(what: str, figure: float, unit: str, limit: float, of: str) -> None:
    """Print a figure against `limit` (of what); a ratio under 1 is within it."""
    print(f"{what:<52} {figure:>10.3g} {unit:<8} {figure / limit:>6.2f} x {of} ({limit:g} {unit})", flush=True)
