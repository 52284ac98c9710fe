from django.db import migrations, models

READ = [
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
]


def look_at_what_is_there(apps, schema_editor):
    """Files from before are looked at too: the worker finds those that wait."""
    evidence = apps.get_model("work", "Evidence")
    evidence.objects.filter(kind="file", content_type__in=READ).exclude(file="").update(stamp="waiting")


class Migration(migrations.Migration):

    dependencies = [
        ('work', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='evidence',
            name='stamp',
            field=models.CharField(blank=True, choices=[('waiting', 'Đang xem dấu mật'), ('clear', 'Không thấy dấu mật'), ('unread', 'Máy không đọc được tệp'), ('found', 'Có dấu mật')], max_length=8),
        ),
        migrations.RunPython(look_at_what_is_there, migrations.RunPython.noop),
    ]
