"""Organisations in addresses: one rule for all public pages."""

from __future__ import annotations

import pytest

from lantoa.org.models import Organisation
from lantoa.org.places import code_of, organisation_at, place_of
from lantoa.org.testing import make_commune
from lantoa.shared.errors import NotFound

pytestmark = pytest.mark.django_db


def test_the_only_commune_needs_no_place_and_may_have_one(commune):
    here = commune.organisation
    assert place_of(here) == "" and code_of(here) == f"so-{here.pk}"
    assert organisation_at("") == organisation_at(f"so-{here.pk}") == here


def test_of_several_communes_each_is_named(commune, other_commune):
    there = other_commune.organisation
    there.place_code = "00123"
    there.save()
    assert organisation_at("") is None
    for one in (commune.organisation, there):
        assert organisation_at(place_of(one)) == one
    assert place_of(there) == "00123"
    assert organisation_at(f"so-{there.pk}") == there, "an address that was given out before there was a code"


def test_where_there_is_no_commune_yet_nobody_is_meant():
    Organisation.objects.create(kind="province", name="tỉnh Bình Minh")
    assert organisation_at("") is None


@pytest.mark.parametrize(
    "place", ["00999", "so-", "so-0", "so-x", "so-²", "so-99999999999", f"so-{'9' * 40}", "\u0663"]
)
def test_what_names_nobody_is_not_found(place):
    make_commune("xã Xa", prefix="far-")
    with pytest.raises(NotFound):
        organisation_at(place)
