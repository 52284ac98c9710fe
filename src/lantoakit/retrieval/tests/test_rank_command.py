"""`lantoa rank`: ALQAC's form in and out, and a sentence for what is wrong."""

import json
import os
from pathlib import Path

import pytest

from lantoakit import cli

LAWS = [
    {
        "id": "Luật Điện ảnh",
        "articles": [
            {"id": "3", "text": "Giải thích từ ngữ\n\n1. Phim là tác phẩm điện ảnh."},
            {"id": "32", "text": "Phân loại phim\n\nPhim được phân loại theo độ tuổi."},
        ],
    },
    {"id": "Luật Giáo dục", "articles": [{"id": "1", "text": "Luật này quy định về hệ thống giáo dục quốc dân."}]},
]
QUESTIONS = [
    {"question_id": "DS-1", "text": "Phim được phân loại theo độ tuổi, đúng hay sai?"},
    {"id": "q-2", "text": "Hệ thống giáo dục quốc dân", "relevant_articles": []},
    {"question_id": "3", "text": "?"},
]

SHARED = Path(os.environ.get("LANTOA_SHARED", Path(__file__).parents[5] / "shared"))


def files(folder: Path, laws=LAWS, questions=QUESTIONS):
    (folder / "law.json").write_text(laws if isinstance(laws, str) else json.dumps(laws), encoding="utf-8")
    (folder / "q.json").write_text(questions if isinstance(questions, str) else json.dumps(questions), encoding="utf-8")
    return ["rank", "--corpus", str(folder / "law.json"), "--questions", str(folder / "q.json")]


def test_a_line_a_question_best_first(tmp_path, capsys):
    assert cli.main([*files(tmp_path), "--top", "2"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["question_id"] for line in lines] == ["DS-1", "q-2", "3"]
    assert lines[0]["ranked"][0] == ["Luật Điện ảnh", "32"]
    assert len(lines[0]["ranked"]) == 2
    assert lines[1]["ranked"][0] == ["Luật Giáo dục", "1"]
    assert lines[2]["ranked"] == []  # of nothing that can be looked for


def test_ids_come_out_as_they_went_in(tmp_path, capsys):
    laws = [
        {"id": 7, "articles": [{"id": 3, "text": "Phim được phân loại theo độ tuổi."}, {"id": "4", "text": "Khác"}]}
    ]
    assert cli.main(files(tmp_path, laws, [{"id": 12, "text": "phân loại phim"}])) == 0
    assert json.loads(capsys.readouterr().out) == {"question_id": 12, "ranked": [[7, 3]]}


@pytest.mark.parametrize(
    ("laws", "questions", "said"),
    [
        ("{", QUESTIONS, "không phải là tệp JSON"),
        ({}, QUESTIONS, "cần một danh sách"),
        ([{"id": "x"}], QUESTIONS, "không đúng dạng kho văn bản ALQAC"),
        ([1], QUESTIONS, "không đúng dạng kho văn bản ALQAC"),
        (LAWS, [{"id": "1"}], "không đúng dạng câu hỏi ALQAC"),
        (LAWS, ["x"], "không đúng dạng câu hỏi ALQAC"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path, capsys, laws, questions, said):
    assert cli.main(files(tmp_path, laws, questions)) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_file_that_is_not_there(tmp_path, capsys):
    assert cli.main(["rank", "--corpus", str(tmp_path / "no"), "--questions", str(tmp_path / "no")]) == 2
    assert "Không mở được" in capsys.readouterr().err


@pytest.mark.parametrize("top", ["0", "-1", "x"])
def test_a_number_of_articles_that_is_none(tmp_path, capsys, top):
    assert cli.main([*files(tmp_path), "--top", top]) == 2
    assert "--top" in capsys.readouterr().err


@pytest.mark.shared
def test_the_questions_of_2023_find_their_articles(capsys):
    folder = SHARED / "retrieval" / "alqac2023"
    names = ["--corpus", str(folder / "law.json"), "--questions", str(folder / "train.json"), "--top", "10"]
    assert cli.main(["rank", *names]) == 0
    ranked = {line["question_id"]: line["ranked"] for line in map(json.loads, capsys.readouterr().out.splitlines())}
    questions = json.loads((folder / "train.json").read_text(encoding="utf-8"))
    right = [
        any(
            [one["law_id"], one["article_id"]] in ranked[question["question_id"]]
            for one in question["relevant_articles"]
        )
        for question in questions
    ]
    assert sum(right) >= 0.95 * len(right)  # the shipped model was learned from them
