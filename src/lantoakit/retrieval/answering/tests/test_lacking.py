"""What sources lack of a question."""

import pytest

from lantoakit.retrieval.answering.closeness import sought
from lantoakit.retrieval.answering.considering import consider, query_of
from lantoakit.retrieval.answering.lacking import NAMES, Lacking
from lantoakit.retrieval.answering.routing import Route, Routes
from lantoakit.retrieval.asking import understand
from lantoakit.retrieval.index import Index
from lantoakit.retrieval.model import Passage, Source

SOURCES = [Source("a", "Kế hoạch xã Bến Đò"), Source("b", "Kế hoạch xã An Bình")]
PASSAGES = [
    Passage("a", 0, "Hội thi Tái chế khéo tay tổ chức tại trường."),
    Passage("b", 0, "Đồn Biên phòng dạy bơi; thi đấu tại hội trường."),
]


def lacked(question: str, source: int) -> dict[str, float]:
    index = Index.build(SOURCES, PASSAGES)
    asked = understand(question)
    route = Route({}, frozenset())
    query = query_of(asked, route)
    return dict(zip(NAMES, Lacking(index, asked, query, query.weights, sought(asked, route)).of(source), strict=True))


def test_a_source_lacks_what_none_of_its_passages_has() -> None:
    assert lacked("Đồn Biên phòng dạy bơi ở đâu?", 1)["source_lacks"] == 0.0
    assert lacked("Đồn Biên phòng dạy bơi ở đâu?", 0)["source_lacks"] == pytest.approx(1.0)


def test_words_of_a_phrase_that_stand_apart_are_not_the_phrase() -> None:
    told = lacked("Hội trường ở đâu?", 0)  # "hội" and "trường" stand in it, "hội trường" does not
    assert told["source_lacks"] == 0.0
    assert max(told["source_lacks_terms"], told["source_lacks_pair"]) > 0.0


def test_the_names_of_a_source_are_its_words_too() -> None:
    assert lacked("An Bình", 1)["source_lacks"] == 0.0


def test_bodies_and_quoted_names_that_a_source_never_names() -> None:
    assert lacked("Hội Người cao tuổi làm gì?", 0)["source_lacks_body"] > 0.5
    assert lacked("Đồn Biên phòng làm gì?", 1)["source_lacks_body"] == 0.0
    assert lacked("Ai tổ chức “Tái chế khéo tay”?", 0)["source_lacks_quoted"] == 0.0
    assert lacked("Ai tổ chức “Tái chế khéo tay”?", 1)["source_lacks_quoted"] == 1.0


def test_a_source_that_never_speaks_of_a_body_holds_no_answer_about_it() -> None:
    index = Index.build(SOURCES, PASSAGES)
    found = consider(index, Routes(index.sources), understand("Đồn Biên phòng tổ chức thi ở đâu?"), None)
    kept = {p.source for p, missing in zip(found.passages, found.missing, strict=True) if not missing}
    assert kept == {"b"}
