"""Gather, compile and check the messages, without the gettext programs.

    python scripts/messages.py extract   bring our own catalogue up to date with our Python and templates:
                                           new msgids come in untranslated, those that nobody uses go
    python scripts/messages.py compile   write the .mo beside every .po under src/lantoa/locale
    python scripts/messages.py check     exit 1, naming file and line, where
                                           our own catalogue is not what `extract` would write,
                                           a .mo is missing or does not hold what its .po says,
                                           an entry is untranslated or fuzzy, or there twice,
                                           the plural forms are not as many as the catalogue's header says,
                                           a placeholder, an HTML tag or the white space at an end is not the original's

Paths of .po files or folders may follow `compile` and `check`, to take only those.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
from message_sources import Message, NotPlain, gather

LOCALE = Path(__file__).resolve().parent.parent / "src" / "lantoa" / "locale"
OURS = LOCALE / "project" / "en" / "LC_MESSAGES" / "django.po"
ABOUT = """English of our own interface. The msgids are Vietnamese, as the screens say them; terms: docs/glossary.md.
Written by `python scripts/messages.py extract`; put the English in, then run: python scripts/messages.py compile"""
HEADER = {
    "Project-Id-Version": "Lan Tỏa",
    "Last-Translator": "Lan Tỏa",
    "Language-Team": "Lan Tỏa",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

NAMED = re.compile(r"%\(\w+\)[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]")
PLAIN = re.compile(r"%(?:%|[-#0+]*\d*(?:\.\d+)?[sdifrgeux])")
BRACED = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
NPLURALS = re.compile(r"nplurals\s*=\s*(\d+)")


def catalogues(paths: list[Path]) -> list[Path]:
    """Every .po file of the paths, which are files or folders."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.po")) if path.is_dir() else [path]
    return found


def read(path: Path) -> polib.POFile:
    """The catalogue, with the lines wrapped as in the file."""
    return polib.pofile(str(path), encoding="utf-8")


def compiled(catalogue: polib.POFile) -> bytes:
    """What the .mo of this catalogue holds. The same .po gives the same bytes."""
    data: bytes = catalogue.to_binary()
    return data


def pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Original and translation, to be compared. A plural's original is the one for many: it has the number in it."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    forms = [text for _, text in sorted(entry.msgstr_plural.items())]
    if len(forms) <= 1:
        return [(entry.msgid_plural, text) for text in forms]
    return [(entry.msgid, forms[0]), *((entry.msgid_plural, text) for text in forms[1:])]


def placeholders(text: str, flags: list[str]) -> tuple[Counter[str], list[str], Counter[str]]:
    """Placeholders by name in any order, those by position in theirs, and those of `str.format`."""
    positional: list[str] = []
    if "python-format" in flags or "c-format" in flags:
        positional = PLAIN.findall(NAMED.sub("", text))
    return Counter(NAMED.findall(text)), positional, Counter(BRACED.findall(text))


def ends(text: str) -> tuple[str, str]:
    """White space at the start and at the end: a label is often put together from pieces."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def differences(original: str, translation: str, flags: list[str]) -> Iterator[str]:
    """What the translation lost or made up, in words."""
    for kind, before, after in zip(
        ("named placeholders", "positional placeholders", "braced placeholders"),
        placeholders(original, flags),
        placeholders(translation, flags),
        strict=True,
    ):
        if before != after:
            yield f"{kind} differ: {list(before)} became {list(after)}"
    if Counter(TAG.findall(original)) != Counter(TAG.findall(translation)):
        yield f"HTML tags differ: {TAG.findall(original)} became {TAG.findall(translation)}"
    if ends(original) != ends(translation):
        yield "white space at the start or the end differs"


def faults_of_entry(entry: polib.POEntry, forms: int | None) -> Iterator[str]:
    """What is wrong with one entry, in words."""
    if entry.fuzzy:
        yield "fuzzy"
    if not entry.translated():
        if not entry.fuzzy:
            yield "untranslated"
        return
    if entry.msgid_plural and forms is not None and len(entry.msgstr_plural) != forms:
        yield f"{len(entry.msgstr_plural)} plural forms; the header says {forms}"
    for original, translation in pairs(entry):
        yield from differences(original, translation, entry.flags)


def extracted(messages: list[Message], kept: polib.POFile | None) -> polib.POFile:
    """The catalogue of these messages, with the translations that `kept` has for them."""
    catalogue = polib.POFile(wrapwidth=118)
    catalogue.header, catalogue.metadata = ABOUT, dict(HEADER)
    before = {(entry.msgctxt, entry.msgid): entry for entry in kept or () if not entry.obsolete}
    for one in messages:
        entry = polib.POEntry(
            msgid=one.msgid, msgctxt=one.context, flags=one.flags, occurrences=[(name, "") for name in one.files]
        )
        old = before.get((one.context, one.msgid))
        if one.plural:
            entry.msgid_plural = one.plural
            entry.msgstr_plural = dict(old.msgstr_plural) if old and old.msgid_plural else {0: "", 1: ""}
        elif old and not old.msgid_plural:
            entry.msgstr = old.msgstr
        catalogue.append(entry)
    return catalogue


def ours() -> str:
    """What our own catalogue should say: our sources' msgids, and what is translated of them. Raises NotPlain."""
    kept = polib.pofile(str(OURS), encoding="utf-8") if OURS.exists() else None
    return f"{extracted(gather(LOCALE.parent), kept)}\n"


def extract() -> int:
    """Bring our own catalogue up to date."""
    try:
        text = ours()
    except NotPlain as error:
        print(error, file=sys.stderr)
        return 1
    if not OURS.exists() or OURS.read_text(encoding="utf-8") != text:
        OURS.parent.mkdir(parents=True, exist_ok=True)
        OURS.write_text(text, encoding="utf-8")
        print(f"{shown(OURS)}: written")
    missing = polib.pofile(str(OURS)).untranslated_entries()
    print(f"{len(missing)} untranslated")
    return 0


def faults_of_extraction() -> Iterator[str]:
    """Whether our own catalogue is behind our sources, in words."""
    try:
        text = ours()
    except NotPlain as error:
        yield str(error)
        return
    if not OURS.exists() or OURS.read_text(encoding="utf-8") != text:
        yield "not what the sources say; run: python scripts/messages.py extract"


def faults(path: Path) -> Iterator[tuple[int, str]]:
    """What is wrong with one catalogue: line and words."""
    catalogue = read(path)
    stated = NPLURALS.search(catalogue.metadata.get("Plural-Forms", ""))
    forms = int(stated.group(1)) if stated else None
    if forms is None:
        yield 1, "the header has no Plural-Forms"
    seen: set[tuple[str | None, str]] = set()
    for entry in catalogue:
        if entry.obsolete:
            continue
        for fault in faults_of_entry(entry, forms):
            yield entry.linenum, f"{fault}: {entry.msgid[:70]!r}"
        if (entry.msgctxt, entry.msgid) in seen:
            yield entry.linenum, f"there twice: {entry.msgid[:70]!r}"
        seen.add((entry.msgctxt, entry.msgid))
    binary = path.with_suffix(".mo")
    if not binary.exists():
        yield 1, f"{binary.name} is missing; run: python scripts/messages.py compile"
    elif binary.read_bytes() != compiled(catalogue):
        yield 1, f"{binary.name} does not hold what {path.name} says; run: python scripts/messages.py compile"


def compile_all(paths: list[Path]) -> int:
    """Write every .mo whose content changed."""
    for path in catalogues(paths):
        binary, data = path.with_suffix(".mo"), compiled(read(path))
        if not binary.exists() or binary.read_bytes() != data:
            binary.write_bytes(data)
            print(f"{shown(binary)}: written")
    return 0


def check_all(paths: list[Path]) -> int:
    """Print every fault; 1 if there is one."""
    files = catalogues(paths)
    count = 0
    for fault in faults_of_extraction() if LOCALE in paths or OURS in files else ():
        print(f"{shown(OURS)}:1: {fault}", file=sys.stderr)
        count += 1
    for path in files:
        for line, fault in faults(path):
            print(f"{shown(path)}:{line}: {fault}", file=sys.stderr)
            count += 1
    if not files:
        print("No .po file found.", file=sys.stderr)
        return 1
    print(f"{len(files)} catalogues, {count} faults")
    return 1 if count else 0


def shown(path: Path) -> str:
    """The path as a person at the repository's root would write it."""
    root = LOCALE.parent.parent.parent
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Gather, compile and check the messages.")
    parser.add_argument("command", choices=["extract", "compile", "check"])
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders (default: src/lantoa/locale)")
    options = parser.parse_args(arguments)
    if options.command == "extract":
        return extract()
    paths = [path.resolve() for path in options.paths] or [LOCALE]
    return compile_all(paths) if options.command == "compile" else check_all(paths)


if __name__ == "__main__":
    sys.exit(main())
