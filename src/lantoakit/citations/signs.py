"""Signs in the text, and what stands beside them: kind, date, issuer."""

import re
from dataclasses import replace

from lantoakit.citations.dates import DAY, MONTH, YEAR, day_of, iso, month_of
from lantoakit.citations.model import Citation
from lantoakit.text.bodies import HEAD, body_end

_NUMBER = r"(?P<number>(?<![\w/.,%-])\d{1,5}[a-zA-Z]?)"
_CODE = r"[A-ZĐ][A-Za-zĐđÂÊÔƠƯĂâêôơưăÀ-ỹ0-9]{0,30}"
# "06/QĐ – TTg", "1987/SGDĐT – GDCN – TX": dashes with white space, but no dash before a title in capitals.
_SPACED = r" [-–] ?(?=[A-ZĐ]{2}[A-Za-zĐđ&]{0,8}(?![^\W_])(?! [A-ZĐÀ-Ỹ]{2}))"
_BODY = rf"{_CODE}(?:[-&.]{_CODE}|-\s(?=[A-ZĐ]{{2}}){_CODE}|{_SPACED}{_CODE}){{0,8}}"
_GLUED = re.compile(r"(?:ngày|của|về|tháng)$")
_PARTY = re.compile(
    rf"{_NUMBER}\s{{0,3}}[-–—]\s{{0,3}}(?P<kind>[A-ZĐ][A-Za-zĐđ]{{0,4}})\s?/{{1,2}}\s?(?P<body>{_BODY})"
)
_STATE = re.compile(
    rf"{_NUMBER}\s?/{{1,2}}\s?(?:(?P<year>(?:19|20)\d\d)\s?/{{1,2}}\s?)?(?P<body>QH\s\d{{1,2}}(?!\d)|(?:NQLT|TTLT|CTPH)\s?/\s?{_BODY}|{_BODY})"
)
_LISTED = re.compile(r"(?P<number>\d{1,5})\s?(?:,|và)\s*$")
_FORM = re.compile(r"(?:mẫu|biểu mẫu|biểu|phụ lục|phụ biểu|bảng)\s*(?:số)?\s*$", re.IGNORECASE)
KINDS = {
    "NQ": "nghị quyết", "QĐ": "quyết định", "CT": "chỉ thị", "QC": "quy chế", "QyĐ": "quy định", "TC": "thông cáo",
    "TB": "thông báo", "HD": "hướng dẫn", "CTr": "chương trình", "CTR": "chương trình", "KH": "kế hoạch",
    "PA": "phương án", "ĐA": "đề án", "DA": "dự án", "BC": "báo cáo", "BB": "biên bản", "TTr": "tờ trình",
    "HĐ": "hợp đồng", "CĐ": "công điện", "NĐ": "nghị định", "TT": "thông tư", "KL": "kết luận", "L": "luật",
    "CTHĐ": "chương trình", "TTLT": "thông tư liên tịch", "NQLT": "nghị quyết liên tịch",
}  # fmt: skip
KIND_WORDS = re.compile(
    r"(?:nghị quyết liên tịch|thông tư liên tịch|nghị quyết|quyết định|chỉ thị|quy chế|quy định|thông cáo|thông báo"
    r"|hướng dẫn|chương trình hành động|chương trình|kế hoạch liên tịch|kế hoạch|phương án|đề án|dự án|báo cáo"
    r"|biên bản|tờ trình"
    r"|hợp đồng|công điện|nghị định|thông tư|kết luận|pháp lệnh|luật|văn bản|công văn|thông tri|điều lệ|lệnh)",
    re.IGNORECASE,
)
_NO_KIND = {"kế hoạch hành động": "kế hoạch", "chương trình hành động": "chương trình"}
_DATE_GAP = re.compile(r"[\s,(]{0,4}(?:ban hành\s+)?(?=ngày|\d{1,2}\s?[/.]|tháng|năm)", re.IGNORECASE)
_ISSUER = re.compile(r"[\s,)]{0,4}(?:do\s+)?của\s+(?=\S)")
_TITLE = re.compile(
    r"\s(?:(?:Thực hiện|Triển khai|Về|Ban hành|Phê duyệt|Quy định|Hướng dẫn|Đẩy mạnh|Tăng cường|Tổ chức (?:thực"
    r"|triển))\b"
    r"|(?:trên địa bàn|tại|ngày|năm|khóa|nhiệm kỳ)\b|[-–]\s(?![A-ZĐ]))"
)
_NEXT = re.compile(rf"\s(?:và|cùng)\s+(?={KIND_WORDS.pattern}\s+(?:số|hành động|liên tịch)\s)", re.IGNORECASE)
_SHORT_FORM = re.compile(r" \([A-ZĐ]{2,12}\)(?: [A-ZĐ][^\W\d_]+){1,3}(?=[\s,;.])")
# A sign is not longer than this; a stretch of text behind it is looked at no further.
REACH = 400


def find_signs(text: str) -> list[Citation]:
    """Return every mention of a document by its sign, in order. White space and line feeds may stand inside a sign.

    Numbers of forms ("Mẫu số 01/…") and blank numbers ("Số: /KH-UBND") are none. Of "số 05, 07/KH-UBND" both are found.
    """
    found: list[Citation] = []
    at = 0
    ahead: dict[re.Pattern[str], re.Match[str] | None] = {p: p.search(text) for p in (_PARTY, _STATE)}
    while match := _next(text, at, ahead):
        at = match.end()
        if not _is_sign(text, match):
            at = match.start() + max(1, len(match["number"]))
            continue
        citation = _described(text, _citation(match))
        found.extend(_numbers_before(text, citation))
        found.append(citation)
    return found


def _next(text: str, at: int, ahead: dict[re.Pattern[str], re.Match[str] | None]) -> re.Match[str] | None:
    """Return the first match from `at` on; `ahead` keeps what was found further on, so no text is searched twice."""
    for pattern, match in ahead.items():
        if match is not None and match.start() < at:
            ahead[pattern] = pattern.search(text, at)
    return min((m for m in ahead.values() if m), key=lambda m: m.start(), default=None)


def _is_sign(text: str, match: re.Match[str]) -> bool:
    if _FORM.search(text[max(0, match.start() - 24) : match.start()]):
        return False
    body = match["body"]
    capitals = sum(c.isupper() for c in body)
    if "kind" in match.groupdict():
        return capitals >= 1
    first = re.split(r"[-–&./\s]", body)[0]
    return capitals >= 2 and (
        first[:2].isupper() or first in KINDS or ("year" in match.groupdict() and bool(match["year"]))
    )


def _citation(match: re.Match[str]) -> Citation:
    groups = match.groupdict()
    printed = _GLUED.sub("", groups["body"]).rstrip(".-–& ")
    body = re.sub(r"\s+", "", printed)
    if groups.get("kind"):
        family, code = "party", groups["kind"]
        sign = f"{groups['number']}-{code}/{body}"
    else:
        code = re.split(r"[-–/]", body)[0]
        year = groups.get("year")
        family = "normative" if year else "administrative" if code in KINDS else "letter"
        sign = f"{groups['number']}/{year}/{body}" if year else f"{groups['number']}/{body}"
    year_number = int(groups["year"]) if groups.get("year") else None
    end = match.end() - (len(groups["body"]) - len(printed))
    kind = KINDS.get(code) or ("luật" if re.match(r"QH\d", body) else None)
    return Citation(sign, family, groups["number"], year_number, match.start(), end, kind)


def _described(text: str, citation: Citation) -> Citation:
    """Return the citation with the kind before it, the date and the issuer behind it."""
    citation = _with_kind(text, citation)
    at = citation.end
    gap = _DATE_GAP.match(text, at)
    if gap:
        for pattern, read in ((DAY, day_of), (MONTH, month_of), (YEAR, _year_of)):
            if day := pattern.match(text, gap.end()):
                citation = replace(citation, issued_on=read(day), date_place=day.span())
                at = day.end()
                break
    if of := _ISSUER.match(text, at):
        end = _issuer_end(text, of.end(), min(body_end(text, of.end()), of.end() + REACH))
        if end > of.end():
            citation = replace(citation, issuer=text[of.end() : end], issuer_place=(of.end(), end))
    return citation


def _issuer_end(text: str, start: int, end: int) -> int:
    """Return where the issuer ends: the document's title may follow at once, with a capital."""
    ends = [found.start() for pattern in (_TITLE, _NEXT) if (found := pattern.search(text, start, end))]
    end = min([*ends, end])
    if bracket := _SHORT_FORM.match(text, end):  # "… Mặt trận Tổ quốc (MTTQ) Việt Nam"
        end = bracket.end()
    if (stop := text.find("; ", start, end)) > 0:  # another body acts behind it
        end = stop
    comma = text.find(", ", start, end)
    # Several bodies issue together where the list ends with "và"; otherwise the next body acts, and did not issue.
    if comma > 0 and HEAD.match(text, comma + 2) and not re.search(r"\svà\s", text[comma:end]):
        return comma
    return end


def _year_of(found: re.Match[str]) -> str | None:
    return iso(found.group(1))


def _with_kind(text: str, citation: Citation) -> Citation:
    """Read the kind from the words before the sign: the last noun of a kind in its clause."""
    begin = max(0, citation.start - 90)
    before = re.split(r"[;.:(]\s|\d/[A-ZĐ]", text[begin : citation.start])[-1]
    begin = citation.start - len(before)
    last = next(reversed(list(KIND_WORDS.finditer(before))), None)
    if last is None or (len(before) - last.end() > 60):
        return citation
    words = " ".join(last.group().lower().split())
    near = re.fullmatch(r"(?:\s+hành động)?(?:\s+liên tịch)?\s*(?:số)?\s*:?\s*", before[last.end() :], re.IGNORECASE)
    if near or (citation.kind and words == citation.kind) or citation.kind is None:
        place = (begin + last.start(), begin + last.end())
        return replace(citation, kind=_NO_KIND.get(words, words), kind_place=place)
    return citation


def _numbers_before(text: str, citation: Citation) -> list[Citation]:
    """Return the further numbers of "số 05, 07/KH-UBND", which share the rest of the sign."""
    found: list[Citation] = []
    start = citation.start
    while listed := _LISTED.search(text[max(0, start - 12) : start]):
        begin = max(0, start - 12) + listed.start()
        if not re.search(r"(?:số|,|và)\s*$", text[max(0, begin - 6) : begin]):
            break
        sign = listed["number"] + citation.sign[len(citation.number) :]
        end = begin + len(listed["number"])
        found.insert(
            0,
            replace(
                citation, sign=sign, number=listed["number"], start=begin, end=end, issued_on=None, date_place=None
            ),
        )
        start = begin
    return found
