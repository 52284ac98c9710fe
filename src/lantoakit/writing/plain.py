"""A document as plain text: what a person would type, for reading aloud, for tests and for pasting."""

from __future__ import annotations

from collections.abc import Iterator

from lantoakit.writing.model import (
    AdministrativeDocument,
    Appendix,
    Block,
    Bullets,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    plain_text_of,
)

__all__ = ["write_plain"]


def write_plain(doc: AdministrativeDocument) -> str:
    """The document as text in reading order: lines of one paragraph each, tables as rows with ` | ` between cells."""
    lines = [line.upper() for line in (doc.parent_body, doc.issuer) if line]
    lines += ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", ""]
    lines += [f"Số: {doc.number_and_sign}", doc.date_line, "", doc.kind.upper(), doc.subject, ""]
    for index, base in enumerate(doc.bases, start=1):
        lines += [base + ("." if index == len(doc.bases) else ";")]
    if doc.bases:
        lines.append("")
    if doc.opening is not None:
        lines += [plain_text_of(doc.opening), ""]
    lines += _body(doc.blocks)
    lines += _end(doc)
    for appendix in doc.appendices:
        lines += _appendix(doc, appendix)
    return "\n".join(lines).rstrip() + "\n"


def _body(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(text=text):
                yield from (text, "")
            case Paragraph(text=text):
                yield from (plain_text_of(text), "")
            case Bullets(items=items):
                yield from (f"- {plain_text_of(item)}" for item in items)
                yield ""
            case Table():
                if block.caption:
                    yield block.caption
                yield " | ".join(column.title for column in block.columns)
                yield from (" | ".join(plain_text_of(cell) for cell in row) for row in block.rows)
                yield ""
            case PageBreak():
                pass


def _end(doc: AdministrativeDocument) -> Iterator[str]:
    if doc.recipients:
        yield "Nơi nhận:"
        yield from (f"- {recipient};" for recipient in doc.recipients)
        yield f"- Lưu: {doc.archive}."
        yield ""
    if doc.signature is not None:
        yield from doc.signature.authority
        yield from ("", doc.signature.name or "", "")


def _appendix(doc: AdministrativeDocument, appendix: Appendix) -> Iterator[str]:
    yield from (f"PHỤ LỤC {appendix.number}".rstrip(), appendix.title, attachment_line(doc), "")
    yield from _body(appendix.blocks)


def attachment_line(doc: AdministrativeDocument) -> str:
    """ "(Kèm theo Kế hoạch số 27/KH-UBND ngày 05/10/2026 của Ủy ban nhân dân xã Minh Họa)", blanks where unknown."""
    day = doc.issued_on.strftime("%d/%m/%Y") if doc.issued_on else f"     /     /{doc.year or '        '}"
    return f"(Kèm theo {doc.kind} số {doc.number_and_sign} ngày {day} của {doc.issuer})"
