"""What documents do with each other: rest on, carry out, amend, supplement, replace, repeal."""

import re

from lantoakit.citations.model import Citation, Relation

_VERBS = (
    ("rests_on", r"căn cứ(?: vào)?"),
    ("amends", r"sửa đổi"),
    ("supplements", r"bổ sung"),
    ("replaces", r"thay thế"),
    ("repeals", r"bãi bỏ|hủy bỏ|huỷ bỏ|hết hiệu lực"),
    ("carries_out", r"thực hiện|triển khai(?: thực hiện)?|thi hành|quán triệt"),
)
_VERB = re.compile(
    "|".join(rf"(?P<{kind}>(?<![^\W\d_])(?:{words})(?![^\W\d_]))" for kind, words in _VERBS), re.IGNORECASE
)
_ENDS_CLAUSE = re.compile(r";|\n|\.\s")
_ENDS_VERB = re.compile(r"[.;:()\n]")
REACH = 320  # characters between a verb and what it is said of


def relations(text: str, citations: list[Citation]) -> list[Relation]:
    """Return what the text says that documents do with others, in order. A verb belongs to the mentions that follow it
    in its clause until the next verb; its subject is the mention before it in the clause, or the text itself. A clause
    that begins with a mention goes on with the verb of the clause before it ("Căn cứ …; Nghị định …").

    >>> from lantoakit.citations import find
    >>> t = "Căn cứ Nghị quyết số 71/NQ-CP sửa đổi, bổ sung Nghị quyết số 03/NQ-CP; Quyết định số 05/QĐ-TTg;"
    >>> for r in relations(t, find(t)):
    ...     print(r.kind, r.subject and r.subject.sign, r.object.sign)
    rests_on None 71/NQ-CP
    amends 71/NQ-CP 03/NQ-CP
    supplements 71/NQ-CP 03/NQ-CP
    rests_on None 05/QĐ-TTg
    """
    found: list[Relation] = []
    mentions = sorted(citations, key=lambda c: c.start)
    leading: list[re.Match[str]] = []
    at = 0
    for start, end in _clauses(text):
        inside: list[Citation] = []
        while at < len(mentions) and mentions[at].start < end:
            inside.append(mentions[at])
            at += 1
        goes_on = start > 0 and text[start - 1] != "\n" and text[start - 2 : start - 1] != "."
        if not (inside and goes_on and not text[start : inside[0].opening].strip()):
            leading = []
        if inside:
            leading = _clause(text, start, inside, leading, found)
    return found


def _clauses(text: str) -> list[tuple[int, int]]:
    ends = [m.end() for m in _ENDS_CLAUSE.finditer(text)] + [len(text)]
    return list(zip([0, *ends], ends, strict=False))


def _clause(
    text: str, start: int, inside: list[Citation], leading: list[re.Match[str]], found: list[Relation]
) -> list[re.Match[str]]:
    """Add the relations of one clause; return the verbs that its first mention stands under."""
    verbs, subject, first = leading, None, leading
    at = start
    for before, mention in zip([None, *inside], inside, strict=False):
        new = list(_VERB.finditer(text, at, max(at, mention.opening)))
        if new:
            verbs, subject = _together(text, new), before
            near = mention.opening - verbs[-1].end() <= REACH
            if not near or _ENDS_VERB.search(text, verbs[-1].end(), mention.opening):
                verbs = []
        if before is None:
            first = verbs
        if subject is None or subject.sign != mention.sign or not mention.sign:
            found.extend(Relation(v.lastgroup or "", v.start(), v.end(), subject, mention) for v in verbs)
        at = mention.end
    return first


def _together(text: str, verbs: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the last verbs that stand in one list ("sửa đổi, bổ sung"): the earlier ones are about other words."""
    last = [verbs[-1]]
    for verb in reversed(verbs[:-1]):
        if not re.fullmatch(r"\s*,?\s*(?:và\s+|hoặc\s+)?", text[verb.end() : last[0].start()]):
            break
        last.insert(0, verb)
    return last
