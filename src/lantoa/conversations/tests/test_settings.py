"""Settings of this part: what is not understood is refused with how to write it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lantoa.conversations import checking, preferences
from lantoa.org.services import organisation as service
from lantoa.org.testing import parsed
from lantoa.shared import preferences as shared
from lantoa.shared.errors import InvalidInput

pytestmark = pytest.mark.django_db


# How people write, and what is stored; each clear without guessing.
@pytest.mark.parametrize(
    ("check", "written", "stored"),
    [
        (checking.hours, "7h-11h", "7:00-11:00"),
        (checking.hours, "7 giờ 30 đến 11 giờ 30", "7:30-11:30"),
        (checking.hours, "", ""),
        (checking.days, "2/9/2027", "02/09/2027"),
        (
            checking.sites,
            "minhhoa.binhminh.gov.vn, http://xa.vn/trang",
            "https://minhhoa.binhminh.gov.vn, http://xa.vn",
        ),
    ],
)
def test_clear_forms_are_taken(check, written, stored):
    assert check(written) == stored


@pytest.mark.parametrize(
    ("row", "written"),
    [
        (preferences.HOURS, "sáng 7h đến 11h"),
        (preferences.HOURS, "11:00-7:00"),
        (preferences.DAYS_OFF, "mùng 1 Tết"),
        (preferences.DAYS_OFF, "31/02/2027"),
        (preferences.SITES, "trang của xã"),
    ],
)
def test_what_is_not_understood_is_refused(commune, row, written):
    here = commune.organisation.pk
    seal = shared.seal(shared.in_force(here))
    with pytest.raises(InvalidInput) as refused:
        service.set_preferences(
            actor=commune.actor("administrator"), organisation_id=here, seal=seal, values={row.name: written}
        )
    assert written in str(refused.value.fields[row.name]) and "Ghi" in str(refused.value.fields[row.name])


def test_the_record_says_from_what_to_what(commune, sign_in):
    here = commune.organisation.pk
    service.set_preferences(
        actor=commune.actor("administrator"),
        organisation_id=here,
        seal=shared.seal(shared.in_force(here)),
        values={preferences.SATURDAY.name: "7h-11h", preferences.OPEN.name: False},
    )
    page = sign_in(commune.people["administrator"]).get(reverse("org_journal")).content.decode()
    assert "từ “để trống” thành “7:00-11:00”" in page and "từ “bật” thành “tắt”" in page


def test_the_line_to_copy_stands_beside_the_sites_and_what_is_wrong_beside_its_field(commune, sign_in):
    administrator, where = sign_in(commune.people["administrator"]), reverse("org_settings")
    page = parsed(administrator.get(where).content)
    (hint,) = page.xpath("//*[@id='id_conversations__sites_helptext']")
    code = f"so-{commune.organisation.pk}"
    line = f'<script src="http://testserver/hoi/hoi-dap.js" data-xa="{code}" defer></script>'
    assert line in hint.text_content()
    names = [one.get("name") for one in page.xpath("//form//*[starts-with(@name, 'conversations__')]")]
    assert names[:4] == [f"conversations__{one}" for one in ("open", "examples", "hours", "saturday")]
    data = {one.get("name"): one.get("value", "") for one in page.xpath("//form//input[@name]")}
    refused = administrator.post(where, data | {"conversations__days_off": "mùng 1 Tết"})
    assert refused.status_code == 422
    assert parsed(refused.content).xpath("//a[@href='#id_conversations__days_off'][contains(., 'mùng 1 Tết')]")
