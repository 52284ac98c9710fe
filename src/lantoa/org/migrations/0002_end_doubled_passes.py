"""Before the database holds one live pass for each person: of several the newest stays, as issuing always meant it."""

from django.db import migrations
from django.utils import timezone


def end_doubled(apps, schema_editor):
    FieldPass = apps.get_model("org", "FieldPass")
    AuditEntry = apps.get_model("shared", "AuditEntry")
    seen = set()
    for one in FieldPass.objects.filter(revoked_at=None).order_by("-issued_at", "-pk").select_related("user"):
        holder = (one.user_id, one.organisation_id)
        if holder in seen:
            one.revoked_at = timezone.now()
            one.save(update_fields=["revoked_at"])
            one.devices.all().delete()
            AuditEntry.objects.create(
                actor_name="Lan Tỏa",
                organisation_id=one.organisation_id,
                action="org.pass_revoke",
                target_type="org.fieldpass",
                target_id=str(one.pk),
                target_text=f"QR {one.user.full_name}"[:200],
                details={"why": "doubled"},
            )
        seen.add(holder)


class Migration(migrations.Migration):
    dependencies = [("org", "0001_initial"), ("shared", "0001_initial")]

    operations = [migrations.RunPython(end_doubled, migrations.RunPython.noop)]
