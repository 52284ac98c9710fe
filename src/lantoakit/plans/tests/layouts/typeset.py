"""A plan as PDF by Typst, in many layouts."""

import io
from dataclasses import dataclass

import pypdfium2 as pdfium

from lantoakit.documents.tests.making import typeset
from lantoakit.plans.tests.layouts.paper import Merged, Paper, Row, Table, inline

# ruff: noqa: E501 - the words of a stamp stay on their lines

STAMPS = {
    "signer": ("Người ký: Ủy ban nhân dân xã", "Email: ubnd@dongmay.sonkhe.gov.vn", "Cơ quan: Tỉnh Sơn Khê", "Thời gian ký: 09.02.2026 16:05:12 +07:00"),
    "by": ("Ký bởi: VĂN THƯ XÃ ĐỒNG MÂY", "Ngày ký: 09-02-2026 16:05:12 +07:00"),
    "english": ("Digitally signed by DINH CONG TRANG SON", "DN: C=VN, S=Sơn Khê, CN=Đinh Công Tráng Sơn", "Date: 2026.02.09 15:48:01 +07'00'"),
    "iso": ("2026-02-09T15:41:52+0700", "2026-02-09T16:01:07+0700"),
}  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """How a plan is set: sizes in points, margins in millimetres."""

    size: float = 14
    leading: float = 0.7
    spacing: float = 0.75
    indent: float = 36
    margins: tuple[float, float, float, float] = (20, 20, 30, 15)  # top, bottom, left, right
    page: tuple[float, float] = (210, 297)
    number: str = "top"  # top, dash, of, trang, none
    running: str = ""
    foot: str = ""
    stamp: str = ""
    rules: str = "all"  # all, across, none
    repeat: bool = True
    broken_rows: bool = True
    appendix: str = "landscape"  # portrait, landscape, sideways, turned
    table_size: float = 12
    justify: bool = True
    face: str = "Tinos"


def pdf(paper: Paper, layout: Layout) -> bytes:
    """Return the plan as PDF."""
    data = typeset(source(paper, layout))
    return turned(data) if layout.appendix == "turned" else data


def turned(data: bytes) -> bytes:
    """Return the file with each landscape page as a portrait one that is shown turned, as some printers' drivers do."""
    document = pdfium.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        width, height = page.get_size()
        if width > height:
            matrix = pdfium.PdfMatrix().rotate(90, ccw=True).translate(height, 0)
            _transform(page, matrix)
            page.set_mediabox(0, 0, height, width)
            page.set_cropbox(0, 0, height, width)
            page.set_rotation(90)
            page.gen_content()
        page.close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _transform(page: pdfium.PdfPage, matrix: pdfium.PdfMatrix) -> None:
    for item in page.get_objects(max_depth=1):
        item.transform(matrix)


def source(paper: Paper, layout: Layout) -> str:
    """Return the Typst source."""
    top, bottom, left, right = layout.margins
    width, height = layout.page
    numbering = "".join(f", {side}: {content}" for side, content in _margins(layout).items())
    lines = [
        f"#set page(width: {width}mm, height: {height}mm, margin: (top: {top}mm, bottom: {bottom}mm, left: {left}mm,"
        f" right: {right}mm){numbering})",
        f'#set text(font: "{layout.face}", size: {layout.size}pt, lang: "vi", hyphenate: false)',
        f"#set par(justify: {'true' if layout.justify else 'false'}, leading: {layout.leading}em,"
        f" spacing: {layout.spacing}em)",
    ]
    lines += _head(paper, layout)
    lines += [_paragraph(text, layout) for text in paper.preamble]
    for style, text in paper.body:
        lines.append(_body(style, text, layout))
    lines.append(_paragraph(paper.closing, layout))
    lines += _ending(paper)
    if layout.stamp in ("by", "english", "iso"):
        lines.append("#v(4pt)\n" + _stamp(layout.stamp, "right", "0pt"))
    if paper.appendix:
        lines += _appendix(paper.appendix, layout)
    return "\n\n".join(lines)


def _margins(layout: Layout) -> dict[str, str]:
    """Return what stands in the head and the foot of each page."""
    page, last = "#counter(page).display()", "#counter(page).final().first()"
    found = {
        "top": {"header": "context { if here().page() > 1 { align(center, text(size: 13pt, counter(page).display())) } }"},
        "dash": {"footer": f"context {{ align(center, text(size: 12pt)[- {page} -]) }}"},
        "of": {"footer": f"context {{ align(right, text(size: 11pt)[{page}/{last}]) }}"},
        "trang": {"footer": f"context {{ align(right, text(size: 10pt)[Trang {page}/{last}]) }}"},
        "none": {},
    }[layout.number]  # fmt: skip
    if layout.running:
        found["header"] = f'align(left, text(size: 9pt, style: "italic")[{_safe(layout.running)}])'
    if layout.foot:
        found["footer"] = f"context {{ text(size: 9pt)[{_safe(layout.foot)} #h(1fr) Trang {page}] }}"
    return found


def _safe(text: str) -> str:
    for mark in "\\#$*_@<>[]`~=/-+\"'.":
        text = text.replace(mark, "\\" + mark)
    return text


def _words(text: str, layout: Layout) -> str:
    return "".join(
        _safe(words) + (f"#footnote[#set text(size: {layout.size - 4}pt)\n{_safe(note)}]" if note else "")
        for words, note in inline(text)
    )


def _paragraph(text: str, layout: Layout) -> str:
    return f"#par(first-line-indent: (amount: {layout.indent}pt, all: true))[{_words(text, layout)}]"


def _body(style: str, text: str, layout: Layout) -> str:
    if style in ("h1", "h2"):
        return f"#par(first-line-indent: (amount: {layout.indent}pt, all: true))[*{_words(text, layout)}*]"
    if style == "run":
        head, _, rest = text.partition(": ")
        return (
            f"#par(first-line-indent: (amount: {layout.indent}pt, all: true))[*{_safe(head)}:* {_words(rest, layout)}]"
        )
    return _paragraph(text, layout)


def _head(paper: Paper, layout: Layout) -> list[str]:
    left = " \\\n".join(f"*{_safe(x)}*" for x in paper.left)
    right = " \\\n".join(f"*{_safe(x)}*" for x in paper.right)
    lines = []
    if layout.stamp == "signer":
        lines.append(_stamp("signer", "top + right", "-40pt"))
    lines += [
        f"#set par(justify: false)\n#grid(columns: (4fr, 6fr), row-gutter: 12pt, align: center,"
        f"[#set text(size: 12pt)\n{left}], [#set text(size: 12pt)\n{right}],"
        f"[#set text(size: 13pt)\n{_safe(paper.sign)}], [#set text(size: 13pt, style: \"italic\")\n"
        f"{_safe(paper.place_date)}])",
        f"#v(6pt)\n#align(center)[*{_safe(paper.kind)}* \\\n" + " \\\n".join(f"*{_safe(t)}*" for t in paper.title) + "]",
        "#align(center, line(length: 20%, stroke: 0.6pt))",
        f"#set par(justify: {'true' if layout.justify else 'false'})",
    ]  # fmt: skip
    return lines


def _stamp(name: str, where: str, up: str) -> str:
    words = " \\\n".join(_safe(x) for x in STAMPS[name])
    return (
        f"#place({where}, dy: {up})[#box(width: 150pt)[#set text(size: 7pt)\n#set par(justify: false, leading: 0.4em)\n"
        f"#align(left)[{words}]]]"
    )


def _ending(paper: Paper) -> list[str]:
    recipients = " \\\n".join(_safe("- " + r) for r in paper.recipients)
    signer = " \\\n".join(f"*{_safe(x)}*" for x in paper.signer)
    return [
        "#v(4pt)\n#block(breakable: false)[#set par(justify: false)\n#grid(columns: (1fr, 1fr),"
        f"[#text(size: 12pt)[_*{_safe('Nơi nhận:')}*_ \\\n#text(size: 11pt)[{recipients}]]],"
        f"align(center)[{signer} #v(50pt) *{_safe(paper.name)}*])]"
    ]


def _appendix(table: Table, layout: Layout) -> list[str]:
    top, bottom = layout.margins[:2]
    width, height = layout.page
    lines = []
    if layout.appendix in ("landscape", "turned"):
        lines.append(
            f"#set page(width: {height}mm, height: {width}mm,"
            f" margin: (top: {top}mm, bottom: {bottom}mm, left: {top}mm, right: {bottom}mm))"
        )
    elif layout.appendix == "portrait":
        lines.append("#pagebreak()")
    content = [
        f"#set par(justify: false)\n#align(center)[*PHỤ LỤC* \\\n*{_safe(table.title)}* \\\n_{_safe(table.attached)}_]",
        _table(table, layout),
    ]
    if layout.appendix == "sideways":
        inside = "\n\n".join(content)
        return ["#pagebreak()", f"#rotate(-90deg, reflow: true)[#block(width: {height - top - bottom}mm)[{inside}]]"]
    return lines + content


def _table(table: Table, layout: Layout) -> str:
    stroke = {"all": "0.5pt", "across": "(x, y) => (top: 0.5pt, bottom: 0.5pt)", "none": "none"}[layout.rules]
    columns = ", ".join(f"{w}fr" for w in table.widths)
    header = "".join(_row(row, bold=True) for row in table.header)
    rows = "".join(_row(row, bold=False) for row in table.rows)
    if not layout.broken_rows:
        rows = "".join(_row(row, bold=False, whole=True) for row in table.rows)
    return (
        f"#set text(size: {layout.table_size}pt)\n#set par(leading: 0.55em)\n"
        f"#table(columns: ({columns}), stroke: {stroke}, align: left, inset: 5pt,\n"
        f"table.header(repeat: {'true' if layout.repeat else 'false'}, {header}),\n{rows})"
    )


def _row(row: Row, *, bold: bool, whole: bool = False) -> str:
    out = ""
    for cell in row:
        if cell is None:
            continue
        text = cell.text if isinstance(cell, Merged) else cell
        words = f"*{_safe(text)}*" if bold and text else _safe(text)
        span = f"rowspan: {cell.rows}, colspan: {cell.columns}, " if isinstance(cell, Merged) else ""
        breakable = "breakable: false, " if whole else ""
        out += f"table.cell({span}{breakable})[{words}],"
    return out
