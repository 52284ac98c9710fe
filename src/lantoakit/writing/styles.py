"""The named styles of a document in the form of Decree 30/2020/NĐ-CP: sizes, weights and spaces in one table.

The decree gives ranges; the middle or the commoner value is taken. A clerk who wants another size changes the style
once in the word processor, since the writers set nothing directly on runs or paragraphs but the lengths of rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from lantoakit.writing.ooxml import element

__all__ = ["FACE", "STYLES", "install_styles", "style_name"]

FACE = "Times New Roman"
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True, slots=True)
class StyleRow:
    """One paragraph style: sizes and spaces in points, the first-line indent in centimetres.

    A comma in `name` would part it from an alias in Word's list.
    """

    code: str
    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    first_line: float = 0
    line: float = 1.0
    keep_next: bool = False
    base: str = "Normal"


STYLES = (
    StyleRow("parent", "Cơ quan chủ quản", 12, align="center"),
    StyleRow("issuer", "Cơ quan ban hành", 12, bold=True, align="center"),
    StyleRow("state", "Quốc hiệu", 12, bold=True, align="center"),
    StyleRow("motto", "Tiêu ngữ", 13, bold=True, align="center"),
    StyleRow("rule", "Đường kẻ", 3, align="center", before=3),
    StyleRow("sign", "Số ký hiệu", 13, align="center", before=4),
    StyleRow("date", "Địa danh và thời gian", 13, italic=True, align="center", before=4),
    StyleRow("kind", "Tên loại văn bản", 14, bold=True, align="center", before=18, keep_next=True),
    StyleRow("subject", "Trích yếu", 14, bold=True, align="center", keep_next=True),
    StyleRow("base", "Căn cứ", 14, italic=True, align="justify", before=6, first_line=1.27, line=1.1),
    StyleRow("body", "Nội dung", 14, align="justify", before=6, first_line=1.27, line=1.1),
    StyleRow(
        "heading1", "Heading 1", 14, bold=True, align="justify", before=8, first_line=1.27, line=1.1, keep_next=True
    ),
    StyleRow(
        "heading2", "Heading 2", 14, bold=True, align="justify", before=6, first_line=1.27, line=1.1, keep_next=True
    ),
    StyleRow(
        "heading3", "Heading 3", 14, italic=True, align="justify", before=6, first_line=1.27, line=1.1, keep_next=True
    ),
    StyleRow("caption", "Tên bảng", 13, bold=True, align="center", before=10, after=4, keep_next=True),
    StyleRow("head_cell", "Tiêu đề cột", 12, bold=True, align="center", before=3, after=3, keep_next=True),
    StyleRow("cell", "Ô bảng", 12, before=2, after=2),
    StyleRow("cell_center", "Ô bảng giữa", 12, align="center", before=2, after=2),
    StyleRow("cell_right", "Ô bảng phải", 12, align="right", before=2, after=2),
    StyleRow("after_table", "Sau bảng", 6),
    StyleRow("recipients", "Nơi nhận nhãn", 12, bold=True, italic=True),
    StyleRow("recipient", "Nơi nhận", 11),
    StyleRow("authority", "Quyền hạn chức vụ", 14, bold=True, align="center"),
    StyleRow("signer", "Họ tên người ký", 14, bold=True, align="center", before=72),
    StyleRow("appendix", "Phụ lục số", 14, bold=True, align="center", keep_next=True),
    StyleRow("appendix_title", "Phụ lục tên", 14, bold=True, align="center", keep_next=True),
    StyleRow("appendix_note", "Phụ lục kèm theo", 14, italic=True, align="center", after=8, keep_next=True),
    StyleRow("page_number", "Header", 13, align="center"),
)
_NAMES = {row.code: row.name for row in STYLES}
_BODY = ("base", "body", "heading1", "heading2", "heading3")
_KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid"}
STRONG, EMPHASIS, LINK = "Strong", "Emphasis", "Hyperlink"


def style_name(code: str) -> str:
    """The name of a style as the word processor lists it; KeyError for an unknown code."""
    return _NAMES[code]


def install_styles(doc: Document, body_size: float = 14) -> None:
    """Replace the template's styles by ours. `body_size` is that of the running text, 13 or 14 points by the decree."""
    if body_size not in (13, 14):
        raise ValueError(f"the decree prints running text in 13 or 14 points, not {body_size}")
    wanted = _KEPT | {row.name for row in STYLES} | {STRONG, EMPHASIS}
    for style in list(doc.styles):
        if style.name not in wanted:
            style.element.getparent().remove(style.element)
    _defaults(doc)
    for row in STYLES:
        _install(doc, row, body_size if row.code in _BODY else row.size)
    for name, bold, italic in ((STRONG, True, None), (EMPHASIS, None, True)):
        style = doc.styles[name]
        style.font.bold, style.font.italic = bold, italic
    link = doc.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor(0x0B, 0x52, 0x61), True


def _defaults(doc: Document) -> None:
    """Times New Roman and Vietnamese for everything, no theme fonts, no spacing of the template's."""
    fonts = doc.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert fonts is not None
    for child in list(fonts):
        fonts.remove(child)
    fonts.append(element("w:rFonts", ascii=FACE, hAnsi=FACE, eastAsia=FACE, cs=FACE))
    fonts.append(element("w:sz", val="28"))
    fonts.append(element("w:szCs", val="28"))
    fonts.append(element("w:lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"))
    spacing = doc.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}")
    assert spacing is not None
    for child in list(spacing):
        spacing.remove(child)


def _install(doc: Document, row: StyleRow, size: float) -> None:
    existing = {style.name for style in doc.styles}
    style = doc.styles[row.name] if row.name in existing else doc.styles.add_style(row.name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    if row.name not in existing:
        style.element.styleId = "LanToa" + row.code.title().replace("_", "")  # letters that every program can read
    for tag in ("w:rPr", "w:pPr", "w:link"):
        for old in style.element.findall(qn(tag)):
            if tag != "w:pPr" or not row.name.startswith("Heading"):
                style.element.remove(old)
    style.base_style = doc.styles[row.base]
    style.quick_style, style.hidden = True, False
    font, shape = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FACE, Pt(size), row.bold, row.italic
    font.color.rgb = RGBColor(0, 0, 0)
    shape.alignment = _ALIGN[row.align]
    shape.space_before, shape.space_after = Pt(row.before), Pt(row.after)
    shape.line_spacing = row.line
    shape.first_line_indent = Cm(row.first_line)
    shape.keep_with_next = row.keep_next
    shape.keep_together = False
    shape.widow_control = True
