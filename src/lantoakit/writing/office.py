"""PDF out of DOCX by LibreOffice, where the machine has it. A process of its own, with a profile of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from lantoakit import fonts

__all__ = ["ConversionError", "OfficeMissingError", "available", "to_pdf"]

# Machines without Times New Roman get its metric twin out of the kit, which has every Vietnamese letter. Another twin,
# Liberation Serif, lacks the stacked ones; LibreOffice would take it first and mix two faces in one word.
_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <test name="family"><string>Times New Roman</string></test>
    <edit name="family" mode="append" binding="strong"><string>{face}</string></edit>
  </match>
  <selectfont><rejectfont>
    <pattern><patelt name="family"><string>Liberation Serif</string></patelt></pattern>
  </rejectfont></selectfont>
</fontconfig>
"""


class OfficeMissingError(RuntimeError):
    """LibreOffice is not installed here."""


class ConversionError(RuntimeError):
    """LibreOffice gave no PDF; the message holds what it said."""


def available() -> str | None:
    """The path of LibreOffice's program, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(docx: bytes, *, timeout: float = 120) -> bytes:
    """The document as PDF. `timeout` in seconds. Raises OfficeMissingError or ConversionError."""
    program = available()
    if program is None:
        raise OfficeMissingError("LibreOffice is not installed: no PDF can be made of a DOCX on this machine")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "in.docx").write_bytes(docx)
        config = work / "fonts.conf"
        config.write_text(_FONTCONFIG.format(fonts=fonts.FOLDER, cache=work / "cache", face="Tinos"), encoding="utf-8")
        command = [
            program,
            f"-env:UserInstallation={(work / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(work),
            str(work / "in.docx"),
        ]
        environment = {**os.environ, "FONTCONFIG_FILE": str(config)}
        try:
            done = subprocess.run(  # noqa: S603 (a fixed program with a file of ours)
                command, env=environment, capture_output=True, text=True, timeout=timeout, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise ConversionError(f"LibreOffice did not finish in {timeout:.0f} seconds") from error
        made = work / "in.pdf"
        if done.returncode or not made.is_file():
            raise ConversionError(f"LibreOffice gave no PDF: {done.stderr.strip() or done.stdout.strip()}")
        return made.read_bytes()
