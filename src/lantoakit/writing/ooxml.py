"""What python-docx has no call for: fields, rules, hyperlinks, repeated rows, and packing with steady bytes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

__all__ = [
    "add_field",
    "add_hyperlink",
    "add_rule",
    "bare_table",
    "drop_leftovers",
    "element",
    "fix_widths",
    "keep_row_together",
    "modern_layout",
    "page",
    "repack",
    "repeat_row",
    "restart_page_numbers",
    "text_width",
]

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_SAVED = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def element(tag: str, **attributes: str) -> Any:
    """An element of the `w:` namespace with attributes of it, e.g. `element("w:top", val="single")`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Paragraph, code: str) -> None:
    """Put a field (`PAGE`) into the paragraph; the reading program computes it."""
    instruction = element("w:instrText")
    instruction.text = f" {code} "
    marks = [element("w:fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
    for child in (marks[0], instruction, marks[1]):
        paragraph.add_run()._r.append(child)
    paragraph.add_run("1")
    paragraph.add_run()._r.append(marks[2])


def add_hyperlink(paragraph: Paragraph, text: str, url: str, style: str) -> None:
    """Add a run that opens `url`, in the character style `style`."""
    relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text, style=style)._r
    paragraph._p.remove(run)
    link.append(run)
    paragraph._p.append(link)


def add_rule(paragraph: Paragraph, length: Length, within: Length) -> None:
    """Make an empty paragraph a centred line: `length` long in a column `within` wide."""
    side = Length(max(0, (within - length) // 2))
    paragraph.paragraph_format.left_indent = side
    paragraph.paragraph_format.right_indent = side
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz="6", space="0", color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def bare_table(table: Table) -> None:
    """Take margins away from the cells of a layout table, so that its columns are as wide as their text may be."""
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w="0", type="dxa"))
    table._tbl.tblPr.append(margins)


def fix_widths(table: Table, widths: list[Length]) -> None:
    """Give the columns fixed widths; Word reads the cells', LibreOffice the grid's."""
    table.autofit = False
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    properties.append(element("w:tblW", w=str(sum(width.twips for width in widths)), type="dxa"))
    _order(properties)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


_TABLE_ORDER = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")


def _order(properties: Any) -> None:
    """Put the properties of a table into the order that the schema asks for; Word repairs a file that has another."""
    rank = {qn(f"w:{name}"): index for index, name in enumerate(_TABLE_ORDER)}
    for child in sorted(properties, key=lambda child: rank.get(child.tag, len(rank))):
        properties.append(child)


def repeat_row(row: _Row) -> None:
    """Repeat this row at the top of every page that the table reaches."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def keep_row_together(row: _Row) -> None:
    """Let no page break fall into this row."""
    row._tr.get_or_add_trPr().insert(0, element("w:cantSplit"))


def page(section: Section, *, landscape: bool) -> None:
    """A4 with the margins of Decree 30/2020/NĐ-CP: 20 mm above and below, 30 mm left, 20 mm right."""
    width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = section.footer_distance = Mm(10)


def text_width(section: Section) -> Length:
    """The width between the margins."""
    width, left, right = section.page_width, section.left_margin, section.right_margin
    assert width is not None and left is not None and right is not None
    return Length(width - left - right)


def restart_page_numbers(section: Section) -> None:
    """Number the pages of this section from 1."""
    numbering = element("w:pgNumType", start="1")
    section._sectPr.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")


def modern_layout(doc: Document) -> None:
    """Tell Word to lay the file out as a new one, not in compatibility mode."""
    for setting in doc.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for old in doc.settings.element.findall(f"{qn('w:compat')}/{qn('w:useFELayout')}"):
        old.getparent().remove(old)


_LEFTOVERS = ("thumbnail", "stylesWithEffects", "customXml", "numbering")


def drop_leftovers(doc: Document) -> None:
    """Remove what python-docx's template carries and no document of ours needs: a picture, old styles, lists."""
    package = doc.part.package
    owners = [doc.part.rels] if package is None else [doc.part.rels, package.rels]
    for relations in owners:
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_LEFTOVERS)]:
            del relations[key]


def repack(data: bytes, *, without_times: bool = False) -> bytes:
    """The same archive with fixed times, so that the same document gives the same bytes.

    `without_times` also takes the moment of saving out of the document's properties.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            content = old.read(name)
            if without_times and name == "docProps/core.xml":
                content = _SAVED.sub(b"", content)
            new.writestr(info, content)
    return out.getvalue()
