from django.db import migrations, models


class Migration(migrations.Migration):
    """Earlier texts belong to what was sent alone."""

    dependencies = [("comments", "0004_move_versions")]

    operations = [
        migrations.RemoveConstraint("commentversion", "comment_version_once"),
        migrations.AlterModelOptions(
            "commentversion",
            {
                "default_permissions": ["view"],
                "ordering": ["submission", "number"],
                "verbose_name": "earlier text",
                "verbose_name_plural": "earlier texts",
            },
        ),
        migrations.RemoveField("commentversion", "comment"),
        migrations.AlterField(
            "commentversion",
            "submission",
            models.ForeignKey(
                "comments.submission",
                models.CASCADE,
                db_index=False,
                related_name="versions",
                verbose_name="comment",
            ),
        ),
        migrations.AddConstraint(
            "commentversion",
            models.UniqueConstraint(fields=["submission", "number"], name="comment_version_once"),
        ),
    ]
