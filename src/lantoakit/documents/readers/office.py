"""Word's old .doc, ODT and RTF: made into DOCX by LibreOffice in a process of its own, and read as that."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from lantoakit.documents import programs
from lantoakit.documents.errors import DamagedDocument, EncryptedDocument, MissingProgram, TooLarge, TooSlow
from lantoakit.documents.limits import Limits, check_package, part
from lantoakit.documents.raw import RawDocument
from lantoakit.documents.readers.docx import read_docx

SECONDS = 120.0
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_ODT, _ODT_PLACE = b"mimetypeapplication/vnd.oasis.opendocument.textPK", 30  # right after the package's first header
_STREAM = "WordDocument\0".encode("utf-16-le")
_LOCKED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD, _LOCKED = b"\xec\xa5", 0x0100  # how the stream of Word begins, and its flag for a password
_USUAL = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_MISSING = (
    "Tệp Word cũ (DOC), ODT và RTF cần LibreOffice để đọc mà máy chưa có; hãy lưu tệp thành DOCX, hoặc cài LibreOffice "
    "rồi đọc lại: Debian và Ubuntu dùng lệnh “sudo apt install libreoffice-writer-nogui”, Windows dùng “winget install "
    "TheDocumentFoundation.LibreOffice”."
)
_SLOW = "LibreOffice mở tệp này quá lâu nên đã dừng; hãy mở tệp bằng Word, lưu lại thành DOCX rồi thử lại."
# Of a profile that lives as long as one file: no macros, nothing fetched, no place on the network to fetch it from.
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Writer/Content/Update", "Field", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
)


def office_format(data: bytes) -> str | None:
    """Return "doc", "odt" or "rtf" for a file that LibreOffice is needed for, by its content; None for any other."""
    if data.startswith(_RTF):
        return "rtf"
    if data.startswith(b"PK\x03\x04") and data.startswith(_ODT, _ODT_PLACE):
        return "odt"
    if data.startswith(OLE) and _word_stream(data) is not None:
        return "doc"
    return None


def is_locked(data: bytes) -> bool:
    """Whether a file of the old Office, or a package inside one, asks for a password."""
    if _LOCKED_PACKAGE in data:
        return True
    at = _word_stream(data)
    return at is not None and data[at : at + 2] == _WORD and bool(data[at + 11] & (_LOCKED >> 8))


def read_office(
    data: bytes, format_: str, limits: Limits, progress: Callable[[int, int], None] | None = None
) -> RawDocument:
    """Read a file of `office_format`. `progress` is called with page 1 of 1 while LibreOffice works.

    Raises MissingProgram, EncryptedDocument, TooSlow, DamagedDocument, TooLarge.
    """
    if format_ == "odt":
        with check_package(data, limits) as package:
            if b"encryption-data" in (part(package, "META-INF/manifest.xml", limits) or b""):
                raise EncryptedDocument
    elif format_ == "doc" and is_locked(data):
        raise EncryptedDocument
    raw = read_docx(_as_docx(data, format_, limits, progress), limits)
    raw.format = format_
    return raw


def program() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return programs.located("soffice", _USUAL) or programs.located("libreoffice")


def _as_docx(data: bytes, format_: str, limits: Limits, progress: Callable[[int, int], None] | None) -> bytes:
    path = program()
    if path is None:
        raise MissingProgram(_MISSING)
    with tempfile.TemporaryDirectory(prefix="lantoa-") as name:
        folder = Path(name)
        source, made = folder / f"in.{format_}", folder / "out" / "in.docx"
        source.write_bytes(data)
        profile = folder / "profile"
        _settle(profile)
        command = [path, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source)]
        # Files that it makes in passing, and settings of the desktop, stay in the folder too.
        environment = {"HOME": name, "TMPDIR": name, "SAL_USE_VCLPLUGIN": "svp"}
        tick = None if progress is None else (lambda: progress(1, 1))
        try:
            code, _ = programs.run(command, folder=folder, seconds=SECONDS, tick=tick, environment=environment)
        except programs.TooSlow as error:
            raise TooSlow(_SLOW) from error
        if code != 0 or not made.is_file():
            raise DamagedDocument
        if made.stat().st_size > limits.size:
            raise TooLarge
        return made.read_bytes()


def _settle(profile: Path) -> None:
    """Write the settings of a profile."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{"" if place.startswith("Inet") else "Office."}{place}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for place, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>\n',
        encoding="utf-8",
    )


def _word_stream(data: bytes) -> int | None:
    """Return where the stream of Word begins in a compound file: as its directory says; None where there is none."""
    entry = data.find(_STREAM)
    if entry < 0 or len(data) < entry + 128:
        return None
    size = 1 << min(int.from_bytes(data[30:32], "little"), 16)
    at = (int.from_bytes(data[entry + 116 : entry + 120], "little") + 1) * size
    return at if at + 12 <= len(data) else None
