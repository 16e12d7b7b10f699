from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("films", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            "nomination",
            options={
                "ordering": [
                    models.OrderBy(models.F("edition"), nulls_last=True),
                    "body",
                    "category",
                    "pk",
                ],
                "verbose_name": "nomination",
                "verbose_name_plural": "awards and nominations",
            },
        ),
    ]
