"""Makes lantoa/desk-base.css: base.css for use inside Wagtail's admin, every rule held to what stands in `.lt`.

    python scripts/make_desk_css.py

The admin has rules and class names of its own (`.icon`, `.row`, bare `h1`), so the design system may touch only our
part of its pages. `@scope` would say the same in one line, but the browsers of old office PCs do not know it.
A test fails where the file does not match base.css.
"""

from __future__ import annotations

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "src" / "lantoa" / "shared" / "static" / "lantoa"
SCOPE = ":where(.lt)"
HEAD = "/* Made by scripts/make_desk_css.py from base.css: the same rules, only inside .lt. Change base.css. */\n"
COPIED = ("@keyframes", "@page")
NOT_OURS = re.compile(r"^(html|body|:root)\b")


def blocks(css: str) -> list[tuple[str, str]]:
    """Prelude and body of every rule at the top level of `css`, which holds no comments."""
    found, depth, start, head = [], 0, 0, ""
    for at, sign in enumerate(css):
        if sign == "{":
            if depth == 0:
                head, start = css[start:at].strip(), at + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                found.append((head, css[start:at].strip()))
                start = at + 1
    return found


def selectors(prelude: str) -> list[str]:
    """The selectors of a list, commas inside brackets left alone."""
    parts, depth = [""], 0
    for sign in prelude:
        depth += sign in "([" or -(sign in ")]")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def scoped(css: str, indent: str = "") -> str:
    """`css` with every selector inside `.lt`; rules for the whole page are left out."""
    lines = []
    for prelude, body in blocks(css):
        if prelude.startswith(COPIED):
            lines.append(f"{indent}{prelude} {{ {body} }}")
        elif prelude.startswith("@"):
            if inner := scoped(body, indent + "  "):
                lines.append(f"{indent}{prelude} {{\n{inner}\n{indent}}}")
        elif kept := [f"{SCOPE} {one}" for one in selectors(prelude) if not NOT_OURS.match(one)]:
            lines.append(f"{indent}{', '.join(kept)} {{ {' '.join(body.split())} }}")
    return "\n".join(lines)


def render() -> str:
    """The whole text of desk-base.css."""
    css = (STATIC / "base.css").read_text(encoding="utf-8")
    return HEAD + scoped(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)) + "\n"


if __name__ == "__main__":
    (STATIC / "desk-base.css").write_text(render(), encoding="utf-8")
