"""Write the sample documents and pictures beside this file: `python -m lantoa.demo.files.make`.

Needs LibreOffice for the PDF and Pillow for the pictures. The results are committed, so nobody needs to run it to use
the sample commune.
"""

from __future__ import annotations

from pathlib import Path

from lantoa.demo.files.pictures import PICTURES, jpeg
from lantoa.demo.files.plan_27 import PLAN
from lantoakit.writing import administrative, office, write_plain

__all__ = ["main"]

HERE = Path(__file__).resolve().parent
PLAN_NAME = "ke-hoach-27"


def main() -> None:
    docx = administrative.write(PLAN, body_size=13)
    (HERE / f"{PLAN_NAME}.docx").write_bytes(docx)
    (HERE / f"{PLAN_NAME}.pdf").write_bytes(office.to_pdf(docx))
    (HERE / f"{PLAN_NAME}.txt").write_text(write_plain(PLAN), encoding="utf-8")
    for name, draw in PICTURES.items():
        (HERE / name).write_bytes(jpeg(draw()))


if __name__ == "__main__":
    main()
