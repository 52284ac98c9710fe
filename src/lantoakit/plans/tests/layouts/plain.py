"""A plan as plain text of a fixed width, as programs that take text out of a file write it."""

import textwrap

from lantoakit.plans.tests.layouts.paper import Paper, inline, shown

WIDTH = 88


def plain(paper: Paper) -> str:
    """Return the text."""
    lines = _beside((*paper.left, "", paper.sign), (*paper.right, "", paper.place_date))
    lines += ["", *(x.center(WIDTH).rstrip() for x in (paper.kind, *paper.title)), ""]
    for text in paper.preamble:
        lines += _wrapped(text)
    lines.append("")
    for style, text in paper.body:
        lines += ["", *_wrapped(text)] if style == "h1" else _wrapped(text)
    lines += ["", *_wrapped(paper.closing), ""]
    recipients = [line for r in paper.recipients for line in textwrap.wrap("- " + r, 40)]
    lines += _beside(("Nơi nhận:", *recipients), (*paper.signer, "", "", paper.name))
    if paper.appendix:
        lines += ["\f", "PHỤ LỤC", "", paper.appendix.title, "", paper.appendix.attached, "", ""]
        lines.append(" ".join(shown(c) for row in paper.appendix.header for c in row if shown(c)))
        for row in paper.appendix.rows:
            lines += ["", shown(row[0])]
            for cell, width in zip(row[1:], paper.appendix.widths[1:], strict=True):
                lines += textwrap.wrap(shown(cell), max(18, width))
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> list[str]:
    words = "".join(w for w, _ in inline(text))
    return textwrap.wrap(
        words, WIDTH, initial_indent="      ", break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )


def _beside(left: tuple[str, ...], right: tuple[str, ...]) -> list[str]:
    height = max(len(left), len(right))
    rows = zip((*left, *[""] * (height - len(left))), (*right, *[""] * (height - len(right))), strict=True)
    return [f"{a:<44}{b}".rstrip() for a, b in rows]
