from django.db import migrations, models
from django.db.models.functions import Coalesce


def delete_repeated(apps, schema_editor):
    """Reasons that all publications share could be listed twice; the first of each stays."""
    reasons = apps.get_model("comments", "RejectionReason").objects.filter(publication=None)
    first = reasons.filter(text=models.OuterRef("text"), pk__lt=models.OuterRef("pk"))
    reasons.filter(models.Exists(first)).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0002_film_mention"),
        ("reviews", "0013_series_uid"),
    ]

    operations = [
        migrations.RunPython(delete_repeated, migrations.RunPython.noop),
        migrations.RemoveConstraint("rejectionreason", "rejection_reason_once"),
        migrations.AddConstraint(
            "rejectionreason",
            models.UniqueConstraint(
                Coalesce("publication", 0, output_field=models.BigIntegerField()),
                models.F("text"),
                name="rejection_reason_once",
                violation_error_message="This reason is already listed.",
            ),
        ),
    ]
