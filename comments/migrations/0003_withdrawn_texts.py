from django.db import migrations, models


class Migration(migrations.Migration):
    """A writer may change and delete what waits; earlier texts begin to belong to what was sent."""

    dependencies = [("comments", "0002_ban_mark")]

    operations = [
        migrations.RemoveConstraint("submission", "submission_status_is_known"),
        migrations.AlterField(
            "submission",
            "status",
            models.CharField(
                "status",
                choices=[
                    ("unconfirmed", "address not confirmed"),
                    ("pending", "pending"),
                    ("accepted", "approved"),
                    ("rejected", "rejected"),
                    ("spam", "spam"),
                    ("withdrawn", "deleted by its writer"),
                ],
                default="pending",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            "submission",
            models.CheckConstraint(
                condition=models.Q(
                    status__in=["unconfirmed", "pending", "accepted", "rejected", "spam", "withdrawn"]
                ),
                name="submission_status_is_known",
            ),
        ),
        migrations.AddField(
            "submission",
            "edited_at",
            models.DateTimeField("changed by its writer", blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            "commentversion",
            "submission",
            models.ForeignKey(
                "comments.submission",
                models.CASCADE,
                db_index=False,
                null=True,
                related_name="versions",
                verbose_name="comment",
            ),
        ),
        migrations.AlterField(
            "commentversion",
            "comment",
            models.ForeignKey(
                "comments.comment",
                models.CASCADE,
                db_index=False,
                null=True,
                related_name="+",
                verbose_name="comment",
            ),
        ),
    ]
