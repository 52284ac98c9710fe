"""Automatic numbers of DOCX lists, and which styles are bold."""

from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MOST_LEVELS = 9


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""


@dataclass
class _List:
    """A list definition: its levels, and the count of each while the document is read."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of each list in the order in which they are read."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._style_numbers: dict[str, tuple[str, int]] = {}
        self._based_on: dict[str, str] = {}
        self._bold: dict[str, bool] = {}
        self._default = ""
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read_lists(numbering)

    def _read_styles(self, styles: etree._Element) -> None:
        for style in styles.iter(f"{W}style"):
            name = style.get(f"{W}styleId") or ""
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self._default = name
            based = _value(style.find(f"{W}basedOn"))
            if based:
                self._based_on[name] = based
            mark = style.find(f"{W}rPr/{W}b")
            if mark is not None:
                self._bold[name] = (mark.get(f"{W}val") or "true").lower() not in ("0", "false", "off")
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None and number.find(f"{W}numId") is not None:
                level = _int(_value(number.find(f"{W}ilvl")), 0)
                self._style_numbers[name] = (_value(number.find(f"{W}numId")) or "0", level)

    def _read_lists(self, numbering: etree._Element) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        for element in numbering.iter(f"{W}abstractNum"):
            levels = {_int(x.get(f"{W}ilvl"), 0): _level(x) for x in element.iter(f"{W}lvl")}
            abstract[element.get(f"{W}abstractNumId") or ""] = levels
        shared: dict[str, dict[int, int]] = {}
        for element in numbering.iter(f"{W}num"):
            base = _value(element.find(f"{W}abstractNumId")) or ""
            levels = dict(abstract.get(base, {}))
            overridden = False
            for override in element.iter(f"{W}lvlOverride"):
                level = _int(override.get(f"{W}ilvl"), 0)
                start = override.find(f"{W}startOverride")
                inner = override.find(f"{W}lvl")
                old = _level(inner) if inner is not None else levels.get(level, _Level())
                first = _int(_value(start), old.start) if start is not None else old.start
                levels[level] = _Level(first, old.format, old.text)
                overridden = overridden or start is not None
            # Lists of one definition go on counting together unless one starts anew.
            counts = {} if overridden else shared.setdefault(base, {})
            self._lists[element.get(f"{W}numId") or ""] = _List(levels, counts)

    def _styles_of(self, paragraph: etree._Element) -> list[str]:
        name = _value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default
        chain: list[str] = []
        while name and name not in chain and len(chain) < 20:
            chain.append(name)
            name = self._based_on.get(name, "")
        return chain

    def bold_style(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph's style is bold."""
        return next((self._bold[s] for s in self._styles_of(paragraph) if s in self._bold), False)

    def label(self, paragraph: etree._Element) -> str:
        """Count the paragraph and return its number as printed ("1.", "a)", "-"), "" for none."""
        number = paragraph.find(f"{W}pPr/{W}numPr")
        if number is not None and number.find(f"{W}numId") is not None:
            list_id = _value(number.find(f"{W}numId")) or "0"
            level = _int(_value(number.find(f"{W}ilvl")), 0)
        else:
            found = next((self._style_numbers[s] for s in self._styles_of(paragraph) if s in self._style_numbers), None)
            if found is None:
                return ""
            list_id, level = found
            if number is not None:
                level = _int(_value(number.find(f"{W}ilvl")), level)
        listed = self._lists.get(list_id)
        if listed is None or level not in listed.levels or not 0 <= level < MOST_LEVELS:
            return ""
        return _count(listed, level)


def _count(listed: _List, level: int) -> str:
    own = listed.levels[level]
    listed.counts[level] = listed.counts.get(level, own.start - 1) + 1
    for deeper in [n for n in listed.counts if n > level]:
        del listed.counts[deeper]
    if own.format == "none":
        return ""
    if own.format == "bullet":
        return "+" if own.text == "+" else "-"
    text = own.text
    for n in range(level + 1):
        other = listed.levels.get(n, _Level())
        text = text.replace(f"%{n + 1}", spelled(listed.counts.get(n, other.start), other.format))
    return text.strip()


def spelled(number: int, form: str) -> str:
    """Return a number in a list's form: decimal, upperRoman, lowerLetter, …

    >>> spelled(4, "upperRoman"), spelled(2, "lowerLetter"), spelled(3, "decimalZero")
    ('IV', 'b', '03')
    """
    if form in ("upperRoman", "lowerRoman"):
        text, rest = "", min(max(number, 0), 300)
        for value, letters in _ROMAN:
            text += letters * (rest // value)
            rest %= value
        return text.upper() if form == "upperRoman" else text
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 5) if number > 0 else ""
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02}" if form == "decimalZero" else str(number)


def _level(element: etree._Element) -> _Level:
    return _Level(
        _int(_value(element.find(f"{W}start")), 1),
        _value(element.find(f"{W}numFmt")) or "decimal",
        _value(element.find(f"{W}lvlText")) or "",
    )


def _value(element: etree._Element | None) -> str | None:
    return element.get(f"{W}val") if element is not None else None


def _int(value: str | None, default: int) -> int:
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default
