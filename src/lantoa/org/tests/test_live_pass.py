"""One live QR pass for each person and organisation: held by the database, also over what was stored before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from lantoa.org.models import FieldPass, Organisation
from lantoa.shared.models import AuditEntry

BEFORE, AFTER = [("org", "0001_initial")], [("org", "0003_one_live_pass")]


def test_a_person_has_one_live_pass_in_an_organisation(commune, other_commune):
    head = commune.people["unit_head"]

    def stored(secret: str, organisation: Organisation = commune.organisation, **ended: Any) -> FieldPass:
        with transaction.atomic():
            return FieldPass.objects.create(user=head, organisation=organisation, secret_hash=secret, **ended)

    live = stored("1")
    stored("2", revoked_at=timezone.now())  # those that ended do not count
    stored("3", other_commune.organisation)  # nor does the one of another commune
    with pytest.raises(IntegrityError):
        stored("4")
    live.revoked_at = timezone.now()
    live.save()
    stored("5")


@pytest.fixture
def before(transactional_db) -> Iterator[Any]:
    """The apps as they were before the constraint; afterwards everything is as it is now."""
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_of_doubled_passes_the_newest_stays(before):
    """Two presses at once left two live cards; both were printed, and the second is what the officer meant."""
    users, organisations, passes = (before.get_model("org", name) for name in ("User", "Organisation", "FieldPass"))
    user, other = (users.objects.create(username=name, full_name=name) for name in ("lanh", "hue"))
    here, there = (organisations.objects.create(kind="commune", name=name) for name in ("xã A", "xã B"))

    def stored(secret: str, user: Any, organisation: Any, **ended: Any) -> int:
        made = passes.objects.create(user_id=user.pk, organisation_id=organisation.pk, secret_hash=secret, **ended)
        made.devices.create(key_hash=secret)
        return int(made.pk)

    old, new = stored("1", user, here), stored("2", user, here)
    ended = stored("0", user, here, revoked_at=timezone.now())
    untouched = [stored("3", user, there), stored("4", other, here)]
    MigrationExecutor(connection).migrate(AFTER)
    live = FieldPass.objects.filter(revoked_at=None)
    assert set(live.values_list("pk", flat=True)) == {new, *untouched}
    assert not FieldPass.objects.get(pk=old).devices.exists()
    assert FieldPass.objects.get(pk=new).devices.exists()
    (told,) = AuditEntry.objects.all()
    assert (told.action, told.target_id, told.organisation_id) == ("org.pass_revoke", str(old), here.pk)
    assert FieldPass.objects.filter(pk=ended).exists()
