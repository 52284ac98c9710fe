"""Tasks that are still to be confirmed and name a unit that was closed before this was looked after: they ask anew."""

from django.db import migrations


def ask_anew(apps, schema_editor):
    TaskUnit = apps.get_model("plans", "TaskUnit")
    rows = TaskUnit.objects.filter(units__is_active=False, task__state__in=("unsure", "clear", "rejected"))
    for row in rows.select_related("task").distinct():
        closed = list(row.units.filter(is_active=False))
        row.units.remove(*closed)
        if row.units.exists():
            continue
        row.doubt = f"{closed[0].name} đã ngừng dùng, chọn đơn vị khác"
        row.save(update_fields=["doubt"])
        if row.task.state == "clear":
            row.task.state = "unsure"
            row.task.save(update_fields=["state"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("org", "0001_initial")]

    operations = [migrations.RunPython(ask_anew, migrations.RunPython.noop)]
