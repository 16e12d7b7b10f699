from urllib.parse import quote
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.db import migrations, models

# Podcasting 2.0: what names a podcast is made of its address, without scheme and last slashes.
PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


def name(apps, editor):
    """What podcasts were known by until now they are known by from now on."""
    site = settings.SITE_URL.partition("://")[2]
    for series in apps.get_model("reviews", "Series").objects.using(editor.connection.alias):
        address = f"{site}/series/{quote(series.slug)}/podcast.xml"
        series.uid = uuid5(PODCASTS, address)
        series.save(update_fields=["uid"])


class Migration(migrations.Migration):
    dependencies = [("reviews", "0012_publication_menu")]

    operations = [
        migrations.AddField(
            "series",
            "uid",
            models.UUIDField("permanent identifier", default=uuid4, editable=False, null=True),
        ),
        migrations.RunPython(name, migrations.RunPython.noop),
        migrations.AlterField(
            "series",
            "uid",
            models.UUIDField("permanent identifier", default=uuid4, editable=False, unique=True),
        ),
    ]
