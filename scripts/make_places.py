"""Make the kit's table of provinces and communes out of the shared list of units.

    LANTOA_SHARED=../shared python scripts/make_places.py

Reads `units/units.csv` (code, full_name, province_code; github thanglequoc/vietnamese-provinces-database, MIT) and its
`LICENSE`; writes `places.tsv` (code, kind, name, province code) and the licence beside it. Stops where the counts or a
kind are not those of the arrangement in force since July 2025: 34 provinces, 3,321 communes.
"""

from __future__ import annotations

import csv
import os
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/lantoakit/places/data"
KINDS = {"Thành phố": "city", "Tỉnh": "province", "Xã": "commune", "Phường": "ward", "Đặc khu": "special_zone"}


def row_of(record: dict[str, str]) -> tuple[str, str, str, str]:
    """One line of the table; ValueError for a unit of unknown kind."""
    full_name = " ".join(unicodedata.normalize("NFC", record["full_name"]).split())
    full_name = full_name[:1].upper() + full_name[1:]  # one row of the source says "xã"
    for prefix, kind in KINDS.items():
        if full_name.startswith(prefix + " "):
            return record["code"], kind, full_name.removeprefix(prefix + " "), record["province_code"]
    raise ValueError(f"unknown kind of unit: {full_name}")


def main() -> None:
    source = Path(os.environ.get("LANTOA_SHARED", ROOT.parent / "shared")) / "units"
    with (source / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted((row_of(record) for record in csv.DictReader(file)), key=lambda row: (row[3] != "", row[0]))
    provinces = sum(1 for row in rows if not row[3])
    if (provinces, len(rows) - provinces) != (34, 3321):
        raise SystemExit(f"expected 34 provinces and 3,321 communes, found {provinces} and {len(rows) - provinces}")
    TARGET.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(row) for row in rows]
    (TARGET / "places.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (TARGET / "LICENSE").write_text((source / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")
    print(f"{len(rows)} places in {TARGET / 'places.tsv'}")


if __name__ == "__main__":
    main()
