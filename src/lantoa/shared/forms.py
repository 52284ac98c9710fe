"""From domain errors to form errors, for every view that shows a form again with what was typed."""

from __future__ import annotations

from typing import Any

from django import forms

from lantoa.shared.errors import DomainError, InvalidInput


def add_domain_error(form: forms.BaseForm, error: DomainError) -> None:
    """Put `error` on the fields that it names, or above the form where it names none that the form has."""
    placed = False
    if isinstance(error, InvalidInput):
        for name, sentence in error.fields.items():
            known = name in form.fields
            form.add_error(name if known else None, str(sentence))
            placed = True
    if not placed:
        form.add_error(None, str(error.message))


def with_version(form: forms.BaseForm, version: int) -> None:
    """Give a bound form the version that is stored now, so that the next save replaces what the person has seen."""
    sent: Any = form.data
    data = sent.copy()
    data[form.add_prefix("version")] = str(version)
    form.data = data
