"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.utils import translation

from lantoa.shared.forms import DayField


class Asked(forms.Form):
    on = DayField(label="Ngày")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("typed", ["05/10/2026", "5/10/2026", "05-10-2026", "5.10.2026", "2026-10-05"])
def test_a_day_means_the_same_in_every_language(language, typed):
    with translation.override(language):
        form = Asked({"on": typed})
        assert form.is_valid()
        assert form.cleaned_data["on"] == date(2026, 10, 5)
        assert 'value="05/10/2026"' in str(Asked(initial={"on": date(2026, 10, 5)}))


def test_a_day_that_is_none_says_how_to_write_one():
    form = Asked({"on": "31/11/2026"})
    assert form.errors["on"] == ["Ghi ngày như 30/11/2026."]


def test_what_is_missing_is_said_by_what_the_person_has_to_do():
    class Asking(forms.Form):
        name = forms.CharField()
        one = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
        some = forms.MultipleChoiceField(choices=[("a", "A")])
        seen = forms.BooleanField()
        paper = forms.FileField()

    said = {name: errors[0] for name, errors in Asking({}).errors.items()}
    assert said == {
        "name": "Hãy nhập ô này.",
        "one": "Chọn một mục.",
        "some": "Chọn ít nhất một mục.",
        "seen": "Đánh dấu ô này.",
        "paper": "Chọn một tệp.",
    }
