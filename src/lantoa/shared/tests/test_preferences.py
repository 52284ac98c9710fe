"""Settings: default, installation, organisation; what does not fit is refused."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from lantoa.shared import preferences
from lantoa.shared.errors import InvalidInput
from lantoa.shared.models import SettingValue
from lantoa.shared.preferences import Preference


@pytest.fixture
def minutes(monkeypatch):
    row = Preference("test.minutes", int, 15, "Số phút", "…", minimum=1, maximum=60)
    monkeypatch.setitem(preferences._registry, row.name, row)
    return row


@pytest.mark.django_db
def test_the_nearest_value_wins(minutes):
    assert preferences.get("test.minutes", 1) == 15
    SettingValue.objects.create(name="test.minutes", organisation_id=None, value=20)
    assert preferences.get("test.minutes", 1) == 20
    SettingValue.objects.create(name="test.minutes", organisation_id=1, value=5)
    assert preferences.get("test.minutes", 1) == 5
    assert preferences.get("test.minutes", 2) == 20


@pytest.mark.django_db
def test_all_values_at_once_are_those_of_each(minutes):
    SettingValue.objects.create(name="test.minutes", organisation_id=1, value=5)
    SettingValue.objects.create(name="test.minutes", organisation_id=None, value=20)
    SettingValue.objects.create(name="gone.since", organisation_id=1, value=9)  # a row that the code no longer has
    for organisation_id in (1, 2):
        found = preferences.in_force(organisation_id)
        assert found == {row.name: preferences.get(row.name, organisation_id) for row in preferences.rows()}
    assert preferences.seal(preferences.in_force(1)) != preferences.seal(preferences.in_force(2))


@pytest.mark.parametrize("raw", ["", "nhiều", 0, 61, None])
def test_what_does_not_fit_is_refused(minutes, raw):
    with pytest.raises(InvalidInput):
        minutes.clean(raw)


@pytest.mark.django_db
@pytest.mark.parametrize("organisation_id", [None, 1])
def test_a_setting_has_one_value_in_its_scope(organisation_id):
    SettingValue.objects.create(name="test.minutes", organisation_id=organisation_id, value=20)
    SettingValue.objects.create(name="test.minutes", organisation_id=2, value=20)
    with pytest.raises(IntegrityError):
        SettingValue.objects.create(name="test.minutes", organisation_id=organisation_id, value=30)
