"""What kind of thing somebody says: whether it is a question at all. The one place that asks how people talk."""

from __future__ import annotations

import re

from lantoakit.text import fold

QUESTION, COMPLAINT, GREETING, THANKS, ABUSE, PERSON = "question", "complaint", "greeting", "thanks", "abuse", "person"

_COMPLAINT = re.compile(r"khiếu nại|tố cáo|tố giác|khiếu kiện|đơn thưa|tôi thưa", re.IGNORECASE)
_COMPLAINT_FOLDED = re.compile(r"\b(?:khieu nai|to cao|to giac|khieu kien)\b")
_ASKS_ABOUT = re.compile(
    r"\b(?:thu tuc|trinh tu|cach|o dau|nhu the nao|the nao|lam sao|thoi han|ai giai quyet|mau don|la gi|bao lau|can gi"
    r"|quyen|quy dinh|luat|gui dau|nop dau|gap ai)\b"
)
_GREETING = re.compile(r"(?:xin )?(?:chao|alo|hello|hi)\b(?: \w+){0,3}")
_THANKS = re.compile(r"(?:xin |rat |toi |em |chau )*(?:cam on|cam ta|thank)\b.{0,30}")
_PERSON = re.compile(
    r"\b(?:gap|noi chuyen voi|hoi|cho toi|chuyen cho|noi voi) (?:truc tiep )?(?:can bo|nguoi that|nguoi|nhan vien)\b"
)
_ABUSE = re.compile(r"\b(?:dmm?|dcm|vcl|vkl|dit me|oc cho|cut me)\b")  # "lon", "cac", "me may" are mostly other words
_ABUSE_MARKED = re.compile(r"\b(?:đmm?|đcm|vcl|vkl|địt|đụ|lồn|cặc|đĩ|óc chó|mẹ mày|thằng chó)\b", re.IGNORECASE)
_MARKED = re.compile(r"[^\x00-\x7f]")
_LONG = 40
"""Words from which on a text that names a complaint tells the case, whatever it asks besides."""


def names_complaints(text: str) -> bool:
    """Whether it speaks of complaints or denunciations (khiếu nại, tố cáo) at all."""
    if _MARKED.search(text):
        return bool(_COMPLAINT.search(text))
    return bool(_COMPLAINT_FOLDED.search(fold(text)))


def kind_of(text: str) -> str:
    """QUESTION, or what else it is. Who asks how to complain asks a question; who complains does not."""
    folded = " ".join(fold(text).split())
    marked = bool(_MARKED.search(text))
    if names_complaints(text) and (len(folded.split()) > _LONG or not _ASKS_ABOUT.search(folded)):
        return COMPLAINT
    if _ABUSE_MARKED.search(text) if marked else _ABUSE.search(folded):
        return ABUSE
    if _PERSON.search(folded) and len(folded.split()) <= 12:
        return PERSON
    if _GREETING.fullmatch(folded):
        return GREETING
    if _THANKS.fullmatch(folded):
        return THANKS
    return QUESTION
