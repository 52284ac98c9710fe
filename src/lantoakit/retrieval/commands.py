"""The kit's commands on passages: `rank` orders the articles of a corpus for each question of a file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from lantoakit.progress import counted

EXIT_CODES = "mã thoát: 0 xếp hạng xong; 2 tệp không đọc được hoặc dòng lệnh chưa đúng; 130 dừng giữa chừng (Ctrl-C)."


def add_commands(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add `rank`. It sets `run`: a function of the parsed arguments that returns an exit code."""
    about = "xếp hạng các điều luật theo từng câu hỏi, tệp vào và kết quả theo dạng của cuộc thi ALQAC"
    parser = subparsers.add_parser(
        "rank", help=about, description=about[0].upper() + about[1:] + ".", epilog=EXIT_CODES
    )
    parser.add_argument("--corpus", metavar="TỆP", type=Path, required=True, help="tệp JSON chứa các luật và các điều")
    parser.add_argument("--questions", metavar="TỆP", type=Path, required=True, help="tệp JSON chứa các câu hỏi")
    parser.add_argument("--top", metavar="SỐ", type=int, default=10, help="số điều in ra cho mỗi câu hỏi (mặc định 10)")
    parser.set_defaults(run=run_rank)


def run_rank(arguments: argparse.Namespace) -> int:
    """Print for each question a JSON line {"question_id", "ranked": [[law id, article id], …]}, best first."""
    # Loaded here: other commands start without the search engine.
    from lantoakit.retrieval.alqac import NotAlqac, read_corpus, read_ids, read_questions  # noqa: PLC0415
    from lantoakit.retrieval.index import Index  # noqa: PLC0415
    from lantoakit.retrieval.ranker import rank  # noqa: PLC0415

    if arguments.top < 1:
        print("--top phải là số từ 1 trở lên.", file=sys.stderr)
        return 2
    try:
        (sources, passages), ids = read_corpus(arguments.corpus), read_ids(arguments.corpus)
        questions = read_questions(arguments.questions)
    except NotAlqac as error:
        print(error, file=sys.stderr)
        return 2
    index = Index.build(sources, counted(passages, "Đang lập chỉ mục", " điều"))
    for question in counted(questions, "Đang xếp hạng", " câu"):
        found = rank(index, question.text, top=arguments.top)
        ranked = [ids[one.row] for one in found]
        print(json.dumps({"question_id": question.key, "ranked": ranked}, ensure_ascii=False))
    return 0
