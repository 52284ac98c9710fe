from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('work', '0004_erased_words'),
    ]

    operations = [
        migrations.AddField(
            model_name="slipline",
            name="nothing",
            field=models.BooleanField(default=False, verbose_name="không phát sinh"),
        ),
    ]
