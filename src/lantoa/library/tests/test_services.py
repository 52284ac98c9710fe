"""Storing, correcting and publishing documents."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from lantoa.library import selectors, services
from lantoa.library.models import Document, Visibility
from lantoa.library.testing import PAPER, make_document, upload
from lantoa.library.uploads import ACCEPTED
from lantoa.org.models import Role
from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused, Stale
from lantoa.shared.models import AuditEntry
from lantoakit import documents

pytestmark = pytest.mark.django_db


def store(commune, role="officer", *, title="", file=None, declared_not_secret=True):
    return services.store(
        actor=commune.actor(role),
        organisation_id=commune.organisation.pk,
        upload=file or upload(),
        title=title,
        declared_not_secret=declared_not_secret,
    )


def package(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name in names:
            out.writestr(name, "x")
    return made.getvalue()


def test_stores_the_bytes_under_a_random_name_with_their_hash(commune):
    document = store(commune, title=" Kế hoạch 12 ")
    assert document.title == "Kế hoạch 12"
    assert document.file.read().decode() == PAPER
    assert "ke-hoach" not in document.file.name
    assert len(document.sha256) == 64
    assert document.visibility == Visibility.INTERNAL
    assert AuditEntry.objects.filter(action="library.store", target_id=document.pk).count() == 1


def test_the_same_bytes_are_the_same_document_and_leave_no_second_file(commune, other_commune):
    first = store(commune)
    files = len(default_storage.listdir("library")[1])
    assert store(commune, file=upload(name="khac.txt")).pk == first.pk
    assert len(default_storage.listdir("library")[1]) == files
    assert store(other_commune).pk != first.pk


def test_what_the_disk_kept_by_half_is_stored_again(commune):
    first = store(commune)
    with default_storage.open(first.file.name, "wb") as half:
        half.write(PAPER.encode()[:20])
    assert store(commune).file.read().decode() == PAPER
    assert Document.objects.get().file.read().decode() == PAPER
    assert AuditEntry.objects.filter(action="library.store_again").count() == 1


@pytest.mark.parametrize("role", Role.values)
def test_who_may_add(commune, role):
    if role in ("officer", "editor"):
        assert store(commune, role).pk
    else:
        with pytest.raises(PermissionRefused):
            store(commune, role)


def test_foreign_people_add_nothing(commune, other_commune):
    with pytest.raises(PermissionRefused):
        services.store(
            actor=other_commune.actor("officer"),
            organisation_id=commune.organisation.pk,
            upload=upload(),
            declared_not_secret=True,
        )


def test_without_the_declaration_nothing_is_kept(commune):
    before = default_storage.listdir("library")[1] if default_storage.exists("library") else []
    with pytest.raises(InvalidInput) as caught:
        store(commune, declared_not_secret=False)
    assert "declared_not_secret" in caught.value.fields
    assert not Document.objects.exists()
    assert (default_storage.listdir("library")[1] if default_storage.exists("library") else []) == before


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def old_word(*, flags: int = 0) -> bytes:
    """The least of a file of Word 97: header, directory with its stream, the stream's first words."""
    header = bytearray(OLE.ljust(512, b"\0"))
    header[30:32] = (9).to_bytes(2, "little")
    entry = "WordDocument".encode("utf-16-le").ljust(116, b"\0") + (1).to_bytes(4, "little") + bytes(8)
    return bytes(header) + entry.ljust(512, b"\0") + (b"\xec\xa5" + bytes(8) + flags.to_bytes(2, "little")).ljust(512)


def odt() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "ending"),
    [
        (b"\xff\xd8\xff\xe0 JFIF", "image/jpeg", ".jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic", ".heic"),
        (b"II*\x00", "image/tiff", ".tiff"),
        (old_word(), "application/msword", ".doc"),
        (odt(), "application/vnd.oasis.opendocument.text", ".odt"),
        (rb"{\rtf1 Ke hoach}", "application/rtf", ".rtf"),
    ],
)
def test_takes_photographs_and_older_formats_by_their_bytes(commune, data, kind, ending):
    document = store(commune, file=SimpleUploadedFile("ke-hoach.bin", data))
    assert document.content_type == kind
    assert document.file.name.endswith(ending)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "Tệp rỗng (0 byte)"),
        ("a.txt", b"  \n\t ", "chữ nào"),  # only blanks
        ("a.pdf", "Kế hoạch".encode(), "Tên tệp ghi .pdf nhưng nội dung không phải"),
        ("a.docx", "Kế hoạch".encode(), "Tên tệp ghi .docx nhưng nội dung không phải"),
        ("a.pdf", b"GIF89a....", "không thuộc loại"),  # a picture of a kind that no camera makes, and says it is a PDF
        ("a.docx", b"PK\x03\x04 broken", "hỏng"),  # half a download
        ("a.docx", package("xl/workbook.xml"), "không thuộc loại"),  # a spreadsheet
        ("a.doc", OLE + b"\x00" * 600, "không thuộc loại"),  # an old spreadsheet that says it is Word
        ("a.doc", old_word(flags=0x0100), "mật khẩu"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("a.txt", b"MZ\x90\x00", "không thuộc loại"),  # a program
    ],
)
def test_refuses_by_content_with_a_sentence(commune, name, data, words):
    with pytest.raises(InvalidInput) as caught:
        store(commune, file=SimpleUploadedFile(name, data))
    assert words in str(caught.value.fields["file"])
    assert not Document.objects.exists()


def test_refuses_what_is_too_big(commune, settings):
    settings.UPLOAD_BYTES = 100
    with pytest.raises(InvalidInput) as caught:
        store(commune)
    assert "MB" in str(caught.value.fields["file"])


def test_type_follows_the_bytes(commune):
    word = store(commune, file=SimpleUploadedFile("a.pdf", package("[Content_Types].xml", "word/document.xml")))
    assert word.content_type.endswith("wordprocessingml.document")
    assert word.file.name.endswith(".docx")
    assert store(commune, file=SimpleUploadedFile("..\\..\\x/a.pdf", b"%PDF-1.7 ")).original_name == "a.pdf"


def test_publishing_needs_a_name_and_can_be_taken_back(commune):
    document = store(commune)
    approver = commune.actor("approver")
    for _twice in range(2):
        document = services.publish(actor=approver, document_id=document.pk)
    assert document.visibility == Visibility.PUBLIC
    assert document.published_by_id == approver.user_id
    document = services.unpublish(actor=approver, document_id=document.pk)
    assert (document.visibility, document.published_by_id) == (Visibility.INTERNAL, None)
    actions = list(AuditEntry.objects.order_by("id").values_list("action", flat=True))
    assert actions.count("library.publish") == actions.count("library.unpublish") == 1
    with pytest.raises(PermissionRefused):
        services.publish(actor=commune.actor("editor"), document_id=document.pk)


def test_a_foreign_document_is_not_there(commune, other_commune):
    document = store(commune)
    stranger = other_commune.actor("officer")
    for call in (
        lambda: selectors.document(stranger, document.pk),
        lambda: services.publish(actor=stranger, document_id=document.pk),
        lambda: services.request_reading(actor=stranger, document_id=document.pk),
        lambda: services.change(actor=stranger, document_id=document.pk, version=1, values={}),
    ):
        with pytest.raises(NotFound):
            call()


def test_correcting_facts_knows_staleness_and_contradictions(commune):
    document, officer = make_document(commune, read=False), commune.actor("officer")
    values = {"title": "Tên mới", "valid_from": date(2026, 1, 1), "valid_until": date(2027, 1, 1)}
    changed = services.change(actor=officer, document_id=document.pk, version=1, values=values)
    assert (changed.title, changed.version, changed.folded[:7]) == ("Tên mới", 2, "ten moi")
    with pytest.raises(Stale):
        services.change(actor=officer, document_id=document.pk, version=1, values=values)
    with pytest.raises(InvalidInput):
        services.change(actor=officer, document_id=document.pk, version=2, values={"valid_until": date(2025, 1, 1)})
    with pytest.raises(InvalidInput):
        services.change(actor=officer, document_id=document.pk, version=2, values={"replaced_by_id": document.pk})


def test_what_a_refusal_names_is_what_the_file_button_offers():
    assert ("HTML" in documents.UnsupportedFormat.default) == (".html" in ACCEPTED)
