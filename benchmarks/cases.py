"""How readings agree with what officers made of them, plan by plan: now, and when each was corrected.

    python -m benchmarks.cases [--data DIR]

Replays the cases of an installation whose communes consented to keeping them (`plans.keep_cases`): DIR is its data
folder, by default LANTOA_DATA or ./data. Nothing leaves the machine; only scores are printed, no word of a plan. Says
so where there are no cases.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lantoakit import documents, plans
from lantoakit.plans.comparing import agreement, wrong

FOLDER = Path("files") / "cases"


@dataclass(frozen=True)
class Case:
    """A corrected plan: its folder's name, the original, the reading of then, and the reading as it is right."""

    name: str
    original: Path
    reading: dict[str, Any]
    gold: dict[str, Any]

    def read(self) -> dict[str, Any]:
        """Read the original as the machine reads today. Raises lantoakit.documents.DocumentError."""
        return plans.read(self.original.read_bytes(), name=self.original.name).to_json()

    def right(self, reading: dict[str, Any]) -> dict[str, Any]:
        """The gold beside a reading: what no person checked counts as that reading has it."""
        checked = {pointer.removeprefix("/document/") for pointer in self.gold["checked"]}
        head = {key: value for key, value in self.gold["document"].items() if key in checked}
        return {**reading, "document": {**reading["document"], **head}, "tasks": self.gold["tasks"]}


def found(data: Path) -> Iterator[Case]:
    """The whole cases of a data folder: one that is being written has no gold yet."""
    for gold in sorted((data / FOLDER).glob("*/*/gold.json")):
        original = next(gold.parent.glob("original*"), None)
        if original is not None:
            reading = json.loads((gold.parent / "reading.json").read_text(encoding="utf-8"))
            name = f"{gold.parent.parent.name}/{gold.parent.name}"
            yield Case(name, original, reading, json.loads(gold.read_text(encoding="utf-8")))


def counts(case: Case, reading: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """By checked field how many values of a reading are right, of how many: "document/title", "tasks/lead", …"""
    faults = wrong(case.right(reading), reading)
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for pointer in reading["fields"]:
        if pointer in case.gold["checked"] or pointer.startswith("/tasks/"):
            field = re.sub(r"/\d+", "", pointer).strip("/")
            tally[field][0] += pointer not in faults
            tally[field][1] += 1
    return {field: (right, of) for field, (right, of) in tally.items()}


def report(cases: list[Case]) -> None:
    """One line a case (how far its tasks agree), then one a field over all of them: now beside then."""
    now: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    then: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for case in cases:
        before = agreement(case.right(case.reading), case.reading)["tasks"]
        try:
            reading = case.read()
        except documents.DocumentError as error:
            print(f"{case.name:<40} not read: {error.code}", flush=True)
            continue
        _line(f"{case.name}: tasks", agreement(case.right(reading), reading)["tasks"], before)
        for total, one in ((now, counts(case, reading)), (then, counts(case, case.reading))):
            for field, (right, of) in one.items():
                total[field][0] += right
                total[field][1] += of
    for field in sorted(now):
        _line(f"all: {field} ({now[field][1]} values)", _share(now[field]), _share(then[field]))


def _share(count: list[int]) -> float:
    return count[0] / count[1] if count[1] else 1.0


def _line(what: str, now: float, then: float) -> None:
    print(f"{what:<40} {now:>6.3f}   when corrected {then:>6.3f}   {now - then:+.3f}", flush=True)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("LANTOA_DATA", "data")))
    data = parser.parse_args(arguments).data
    cases = list(found(data))
    if not cases:
        print(f"no cases in {data / FOLDER}: no commune keeps its corrected plans here (setting plans.keep_cases)")
        return 0
    report(cases)
    return 0


if __name__ == "__main__":
    sys.exit(main())
