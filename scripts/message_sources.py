"""Gather the msgids of our own Python and templates, without the gettext programs.

Python is read as a syntax tree, templates by Django's own lexer: what is gathered is what is looked up at run time.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

MODULE = "django.utils.translation"
PARTS = {
    "gettext": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "npgettext": ("context", "msgid", "plural"),
}
"""What the first arguments of each function are; `_lazy` and `_noop` take the same."""
NAMED = re.compile(r"%\(\w+\)[sdifrgeux]")
CALL = re.compile(r"\b(npgettext|ngettext|pgettext|gettext|_)\(")
NOT_OURS = ("tests", "migrations", "locale")


class NotPlain(ValueError):
    """A msgid that is put together at run time: no catalogue can hold it."""


@dataclass
class Message:
    """One msgid, with its plural if it has one, and the files that use it."""

    msgid: str
    plural: str = ""
    context: str | None = None
    files: list[str] = field(default_factory=list)

    @property
    def flags(self) -> list[str]:
        return ["python-format"] if NAMED.search(self.msgid + self.plural) else []


def gather(root: Path) -> list[Message]:
    """Every msgid below the package `root`, in the order of files and of places in them. Raises NotPlain.

    Files are named as a person at the top of the repository writes them: src/lantoa/plans/forms.py.
    """
    found: dict[tuple[str | None, str], Message] = {}
    for path in sorted(path for kind in ("*.py", "*.html", "*.txt") for path in root.rglob(kind)):
        inside = path.relative_to(root).parts
        if any(part in NOT_OURS for part in inside) or (path.suffix != ".py" and "templates" not in inside):
            continue
        name = path.relative_to(root.parent.parent).as_posix()
        source = path.read_text(encoding="utf-8")
        for one in in_python(source, name) if path.suffix == ".py" else in_template(source, name):
            kept = found.setdefault((one.context, one.msgid), one)
            kept.plural = kept.plural or one.plural
            if name not in kept.files:
                kept.files.append(name)
    return list(found.values())


def in_python(source: str, name: str) -> Iterator[Message]:
    """The msgids of a module: calls of what it imported from Django's translation module, under whatever name."""
    tree = ast.parse(source, name)
    known = {
        alias.asname or alias.name: alias.name.removesuffix("_lazy").removesuffix("_noop")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == MODULE
        for alias in node.names
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        function = known.get(call.func.id) if isinstance(call.func, ast.Name) else None
        if function in PARTS:
            yield message(function, call, name)


def in_template(source: str, name: str) -> Iterator[Message]:
    """The msgids of a template. `templatize` writes a call for each and blanks the rest, which is no Python."""
    text = templatize(source, origin=name)
    for match in CALL.finditer(text):
        yield message("gettext" if match[1] == "_" else match[1], first_call(text, match), name)


def first_call(text: str, match: re.Match[str]) -> ast.Call:
    """The call that begins at the match: up to the first bracket with which it is complete."""
    end = match.end()
    while (end := text.find(")", end) + 1) > 0:
        try:
            parsed = ast.parse(text[match.start() : end], mode="eval").body
        except SyntaxError:
            continue
        if isinstance(parsed, ast.Call):
            return parsed
    raise NotPlain(text[match.start() : match.end() + 60])


def message(function: str, call: ast.Call, name: str) -> Message:
    """The message of one call in the file `name`. Raises NotPlain where an argument is not a plain string."""
    values = {}
    for part, argument in zip(PARTS[function], call.args, strict=False):
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            raise NotPlain(f"{name}:{call.lineno}: the {part} must be a plain string: {ast.unparse(call)[:80]}")
        values[part] = argument.value
    return Message(values["msgid"], values.get("plural", ""), values.get("context"), [name])
