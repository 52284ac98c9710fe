"""Word's old .doc, ODT and RTF: read through LibreOffice, which fetches nothing that they name."""

import io
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

import pytest
from docx.document import Document as DocxDocument

from lantoakit import documents
from lantoakit.documents import programs
from lantoakit.documents.readers import office
from lantoakit.documents.tests.making import docx_bytes

needs_office = pytest.mark.office
MADE = {"doc": "doc:MS Word 97", "odt": "odt:writer8", "rtf": "rtf:Rich Text Format"}


def _paper(document: DocxDocument) -> None:
    for text in ("KẾ HOẠCH", "Tuyên truyền phòng, chống cháy nổ", "I. MỤC ĐÍCH, YÊU CẦU"):
        document.add_paragraph(text)
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).text = "STT"
    table.cell(0, 1).text = "Nội dung"
    table.cell(0, 2).text = "Thời gian"
    table.cell(1, 1).text = "Phát thanh trên loa"
    document.add_paragraph("Nơi nhận: như trên.")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same paper as LibreOffice saves it in each format."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "a.docx").write_bytes(docx_bytes(_paper))
    program = office.program()
    assert program is not None
    files: dict[str, bytes] = {}
    for ending, how in MADE.items():
        command = [program, f"-env:UserInstallation={(folder / 'p').as_uri()}", "--headless", "--convert-to", how]
        subprocess.run([*command, "--outdir", str(folder), str(folder / "a.docx")], check=True, capture_output=True)
        files[ending] = (folder / f"a.{ending}").read_bytes()
    return files


@needs_office
@pytest.mark.parametrize("ending", MADE)
def test_it_reads_as_the_docx_does(made: dict[str, bytes], ending: str) -> None:
    document, docx = documents.read(made[ending]), documents.read(docx_bytes(_paper))
    assert document.format == ending
    assert document.text == docx.text
    assert [block.cell for block in document.blocks] == [block.cell for block in docx.blocks]


@needs_office
@pytest.mark.parametrize("ending", MADE)
def test_broken_files_are_read_or_refused(made: dict[str, bytes], ending: str) -> None:
    data = made[ending]
    for broken in (data[: len(data) // 3], data[:40] + b"\x00" * 400 + data[440:]):
        with pytest.raises(documents.DocumentError):
            documents.read(broken)
            raise documents.EmptyDocument  # LibreOffice mended it


@needs_office
def test_nothing_is_fetched() -> None:
    with _listening() as (port, asked):
        link = f"http://127.0.0.1:{port}/a.png"
        picture = f'<draw:frame svg:width="1cm" svg:height="1cm"><draw:image xlink:href="{link}"/></draw:frame>'
        assert "Kế hoạch" in documents.read(_odt(f"<text:p>Kế hoạch {picture}</text:p>")).text
    assert not asked


@needs_office
def test_nothing_is_left_behind(made: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    documents.read(made["odt"])
    assert not list(tmp_path.iterdir())


def test_a_missing_libreoffice_is_said_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(documents.MissingProgram, match=r"apt install libreoffice-writer.*winget install"):
        documents.read(rb"{\rtf1\ansi Ke hoach}")


def test_a_libreoffice_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*args: object, **kwargs: object) -> None:
        raise programs.TooSlow

    monkeypatch.setattr(office, "program", lambda: "/bin/true")
    monkeypatch.setattr(programs, "run", hang)
    with pytest.raises(documents.TooSlow, match="LibreOffice"):
        documents.read(rb"{\rtf1\ansi Ke hoach}")


def test_files_with_a_password_are_named_so_before_libreoffice_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(documents.EncryptedDocument):
        documents.read(_compound(flags=0x0100))
    with pytest.raises(documents.MissingProgram):
        documents.read(_compound(flags=0))
    with pytest.raises(documents.EncryptedDocument):
        documents.read(_odt("<text:p>x</text:p>", locked=True))


def _compound(flags: int) -> bytes:
    """The least of a compound file with a stream of Word."""
    header = bytearray(office.OLE.ljust(512, b"\0"))
    header[30:32] = (9).to_bytes(2, "little")
    entry = "WordDocument".encode("utf-16-le").ljust(116, b"\0") + (1).to_bytes(4, "little") + bytes(8)
    word = b"\xec\xa5" + bytes(8) + flags.to_bytes(2, "little")
    return bytes(header) + entry.ljust(512, b"\0") + word.ljust(512, b"\0")


NAMES = " ".join(
    f'xmlns:{name}="{place}"'
    for name, place in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def _odt(body: str, *, locked: bool = False) -> bytes:
    """An ODT by hand."""
    entries = {"/": "application/vnd.oasis.opendocument.text", "content.xml": "text/xml"}
    content = (
        f'<office:document-content {NAMES} office:version="1.2"><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>"
    )
    secret = "<manifest:encryption-data/>" if locked else ""
    manifest = f'<manifest:manifest xmlns:manifest="{MANIFEST}">' + "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}">{secret}</manifest:file-entry>'
        for path, kind in entries.items()
    ) + "</manifest:manifest>"  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


@contextmanager
def _listening() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine; what is sent to it is collected."""
    asked: list[str] = []

    class Noting(StreamRequestHandler):
        def handle(self) -> None:
            asked.append(self.rfile.readline().decode("latin-1"))

    with ThreadingTCPServer(("127.0.0.1", 0), Noting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], asked
        server.shutdown()
