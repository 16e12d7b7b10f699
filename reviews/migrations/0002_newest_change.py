from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0001_initial"),
        ("reviews", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="review",
            name="review_changes",
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["-updated_at", "-id"], name="review_latest"),
        ),
    ]
