"""The search index from the server's terminal."""

from __future__ import annotations

import argparse

import pytest

from lantoa.answers import shelf
from lantoa.answers.testing import make_piece
from lantoa.operations import index, rescue
from lantoa.operations.problems import Problem

pytestmark = pytest.mark.django_db


def test_it_is_built_anew_and_says_how_much_it_holds(commune, monkeypatch, settings, tmp_path, capsys):
    settings.DATA = tmp_path
    make_piece(commune)
    monkeypatch.setattr(rescue, "enter", lambda _: tmp_path)
    assert index.run(argparse.Namespace(data=str(tmp_path))) == 0
    assert "1 đoạn trích được" in capsys.readouterr().out
    kept = shelf.take()
    assert kept is not None and kept.passages == 1


def test_a_folder_without_an_installation_says_so(tmp_path, monkeypatch):
    monkeypatch.delenv("LANTOA_SECRET_KEY", raising=False)
    with pytest.raises(Problem):
        index.run(argparse.Namespace(data=str(tmp_path / "nothing")))
