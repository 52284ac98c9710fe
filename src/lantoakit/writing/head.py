"""The first block of a document (who, where, when, what about) and its last (who gets it, who signs)."""

from __future__ import annotations

import re

from docx.document import Document
from docx.shared import Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from lantoakit.writing.model import AdministrativeDocument
from lantoakit.writing.ooxml import add_rule, bare_table, fix_widths, keep_row_together, text_width
from lantoakit.writing.styles import style_name

__all__ = ["write_end", "write_head"]

_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
# Widths in em of Times New Roman bold, measured on its metric twin Tinos: the motto as a whole, letters on average.
_MOTTO_EM = 12.25
_CAPITAL_EM = 0.615
_LETTER_EM = 0.46
_RULE_SHARE = 0.42  # the decree: a third to a half of the text
_PLACE = re.compile(r"\s(?=(?:XÃ(?! HỘI)|PHƯỜNG|ĐẶC KHU|TỈNH|THÀNH PHỐ)\s)")


def write_head(doc: Document, content: AdministrativeDocument) -> None:
    """Issuer beside Quốc hiệu and tiêu ngữ, number beside place and date, then kind and subject, each with its rule."""
    width = text_width(doc.sections[-1])
    left, right = Length(Mm(66)), Length(width - Mm(66))
    table = doc.add_table(rows=2, cols=2)
    bare_table(table)
    fix_widths(table, [left, right])
    _issuer(table.cell(0, 0), content, left)
    _state(table.cell(0, 1), right)
    table.cell(1, 0).paragraphs[0].style = style_name("sign")
    table.cell(1, 0).paragraphs[0].add_run(f"Số: {content.number_and_sign}")
    table.cell(1, 1).paragraphs[0].style = style_name("date")
    table.cell(1, 1).paragraphs[0].add_run(content.date_line)
    doc.add_paragraph(content.kind.upper(), style=style_name("kind"))
    lines = _balanced(content.subject, width)
    _with_breaks(doc.add_paragraph(style=style_name("subject")), lines)
    longest = _em(max(map(len, lines)) * _LETTER_EM, 14)
    rule = doc.add_paragraph(style=style_name("rule"))
    add_rule(rule, Length(int(min(longest, width) * _RULE_SHARE)), within=width)


def _balanced(text: str, width: Length) -> list[str]:
    """The subject in lines of about the same length, so that no year stands alone on the last one."""
    count = -(-_em(len(text) * _LETTER_EM, 14) // int(width * 0.95))
    lines = []
    for left in range(count, 1, -1):
        aim = len(text) // left
        cuts = [found.start() for found in re.finditer(r"(?<![-–]) (?![-–])", text)]
        if not cuts:
            break
        cut = min(cuts, key=lambda place: abs(place - aim))
        lines.append(text[:cut])
        text = text[cut + 1 :]
    return [*lines, text]


def _with_breaks(paragraph: Paragraph, lines: list[str]) -> None:
    for index, line in enumerate(lines):
        run = paragraph.add_run(line)
        if index < len(lines) - 1:
            run.add_break()


def _issuer(cell: _Cell, content: AdministrativeDocument, width: Length) -> None:
    first = cell.paragraphs[0]
    if content.parent_body:
        first.style = style_name("parent")
        _with_breaks(first, _broken(content.parent_body.upper(), width))
        first = cell.add_paragraph()
    first.style = style_name("issuer")
    lines = _broken(content.issuer.upper(), width)
    _with_breaks(first, lines)
    longest = min(_em(max(map(len, lines)) * _CAPITAL_EM, 12), width)
    rule = cell.add_paragraph(style=style_name("rule"))
    add_rule(rule, Length(int(longest * _RULE_SHARE)), within=width)


def _broken(issuer: str, width: Length) -> list[str]:
    """The issuer on one line, or in two with the place on the second ("ỦY BAN NHÂN DÂN" / "XÃ MINH HỌA")."""
    if _em(len(issuer) * _CAPITAL_EM, 12) <= width:
        return [issuer]
    cut = list(_PLACE.finditer(issuer))
    return [issuer[: cut[-1].start()], issuer[cut[-1].end() :]] if cut else [issuer]


def _state(cell: _Cell, width: Length) -> None:
    cell.paragraphs[0].style = style_name("state")
    cell.paragraphs[0].add_run(_STATE)
    cell.add_paragraph(_MOTTO, style=style_name("motto"))
    rule = cell.add_paragraph(style=style_name("rule"))
    add_rule(rule, _em(_MOTTO_EM, 13), within=width)


def _em(count: float, size: float) -> Length:
    return Length(int(count * Pt(size)))


def write_end(doc: Document, content: AdministrativeDocument) -> None:
    """Nơi nhận beside the signature; the space for the signature stays, the name only if it is given."""
    if content.signature is None and not content.recipients:
        return
    width = text_width(doc.sections[-1])
    left = Length(int(width * 0.5))
    table = doc.add_table(rows=1, cols=2)
    bare_table(table)
    fix_widths(table, [left, Length(width - left)])
    keep_row_together(table.rows[0])
    doc_cells = table.rows[0].cells
    if content.recipients:
        _recipients(doc_cells[0], content)
    if content.signature is not None:
        _lines(doc_cells[1], list(content.signature.authority), "authority")
        doc_cells[1].add_paragraph(content.signature.name or "", style=style_name("signer"))


def _recipients(cell: _Cell, content: AdministrativeDocument) -> None:
    cell.paragraphs[0].style = style_name("recipients")
    cell.paragraphs[0].add_run("Nơi nhận:")
    for recipient in content.recipients:
        cell.add_paragraph(f"- {recipient};", style=style_name("recipient"))
    cell.add_paragraph(f"- Lưu: {content.archive}.", style=style_name("recipient"))


def _lines(cell: _Cell, lines: list[str], code: str) -> None:
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.style = style_name(code)
        paragraph.add_run(line)
