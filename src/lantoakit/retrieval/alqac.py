"""Corpora and questions in the form of ALQAC, the Automated Legal Question Answering Competition.

A corpus is a list of laws, {"id", "articles": [{"id", "text"}]}; questions are a list of
{"question_id" or "id", "text"}, with "relevant_articles": [{"law_id", "article_id"}] where they are known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lantoakit.retrieval.model import Passage, Source

LONGEST_TITLE = 60  # syllables of the first line of an article that is taken for its title


class NotAlqac(Exception):
    """A file is not of this form; the message is a Vietnamese sentence that says what is wrong."""


@dataclass(frozen=True)
class Question:
    """A question and the (law, article) that answer it, as far as they are known. `key` is as the file has it."""

    key: str | int
    text: str
    relevant: frozenset[tuple[str, str]] = frozenset()


def read_corpus(path: Path) -> tuple[list[Source], list[Passage]]:
    """Return each law as a source and each article as a passage: `path` is its id, its first line its heading."""
    laws: dict[str, Source] = {}
    passages: list[Passage] = []
    for law, article, text in _articles(path):
        key = str(law)
        laws.setdefault(key, Source(key=key, title=key))
        passages.append(_passage(key, len(passages), str(article), text))
    return list(laws.values()), passages


def read_ids(path: Path) -> list[tuple[str | int, str | int]]:
    """Return the ids of law and article of each passage of `read_corpus`, as the file has them."""
    return [(law, article) for law, article, _ in _articles(path)]


def read_questions(path: Path) -> list[Question]:
    """Return the questions of a file in its order."""
    try:
        return [
            Question(
                key=row["question_id"] if "question_id" in row else row["id"],
                text=str(row["text"]),
                relevant=frozenset(
                    (str(one["law_id"]), str(one["article_id"])) for one in row.get("relevant_articles") or ()
                ),
            )
            for row in _content(path)
        ]
    except (KeyError, TypeError, AttributeError):
        raise NotAlqac(
            f"“{path}” không đúng dạng câu hỏi ALQAC: cần danh sách câu hỏi có “question_id” và “text”."
        ) from None


def _articles(path: Path) -> list[tuple[str | int, str | int, str]]:
    try:
        return [
            (law["id"], article["id"], str(article["text"])) for law in _content(path) for article in law["articles"]
        ]
    except (KeyError, TypeError):
        raise NotAlqac(
            f"“{path}” không đúng dạng kho văn bản ALQAC: cần danh sách luật có “id” và “articles”."
        ) from None


def _passage(law: str, number: int, article: str, text: str) -> Passage:
    title, _, rest = text.strip().partition("\n")
    if not rest.strip() or len(title.split()) > LONGEST_TITLE or title[:1].isdecimal():
        title, rest = "", text
    return Passage(law, number, rest.strip(), heading=(title.strip(),) if title.strip() else (), path=article)


def _content(path: Path) -> list[Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise NotAlqac(f"Không mở được “{path}”; hãy kiểm tra đường dẫn và quyền đọc.") from None
    except ValueError:
        raise NotAlqac(f"“{path}” không phải là tệp JSON.") from None
    if not isinstance(content, list):
        raise NotAlqac(f"“{path}” không đúng dạng ALQAC: cần một danh sách.")
    return content
