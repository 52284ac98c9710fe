"""Layers in the database: a foreign key may point down or sideways inside its app, never up or across."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.apps import apps
from django.db.models import ForeignObject

ROOT = Path(__file__).resolve().parent.parent.parent
# The tables of Wagtail and of sign-in lie below all of ours.
BELOW_ALL = ("wagtail", "django", "allauth", "taggit", "modelcluster", "axes")


def layers() -> dict[str, int]:
    """Our apps with their layer, from the top, as import-linter knows them: those beside each other have the same."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    return {app.strip(): number for number, layer in enumerate(contract["layers"]) for app in layer.split("|")}


def app_of(model) -> str:
    return apps.get_app_config(model._meta.app_label).name


def test_foreign_keys_point_down():
    order = layers()
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        here = app_of(model)
        if here not in order:
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignObject) or not isinstance(field.related_model, type):
                continue
            there = app_of(field.related_model)
            if there == here or there.startswith(BELOW_ALL):
                continue
            if order[there] <= order[here]:
                wrong.append(f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}")
    assert not wrong


def test_every_app_of_ours_has_a_layer():
    ours = {config.name for config in apps.get_app_configs() if config.name.startswith("lantoa.")}
    assert ours <= set(layers())


def test_nothing_of_others_points_at_ours_but_at_people():
    """Wagtail and sign-in know the person; a table of theirs that knew more would be a way around the layers."""
    theirs = [model for model in apps.get_models() if not app_of(model).startswith("lantoa.")]
    keys = [field for model in theirs for field in model._meta.get_fields() if isinstance(field, ForeignObject)]
    targets = [field.related_model for field in keys if isinstance(field.related_model, type)]
    assert {target._meta.label for target in targets if app_of(target).startswith("lantoa.")} == {"org.User"}
