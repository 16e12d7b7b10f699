"""`manage.py rebuild_renditions`: makes again the sizes of pictures that are not there.

Pictures of fixtures lie beside them; `loaddata` knows rows only, so this brings the files too.
"""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from films import pictures
from films.models import Image


class Command(BaseCommand):
    help = (
        "Bring the fixtures' pictures, and make the missing sizes of every picture from its main "
        "file."
    )

    def handle(self, **options):
        made, seen, lost = 0, 0, 0
        for file in Image.objects.order_by("pk").values_list("file", flat=True).iterator():
            seen += 1
            try:
                pictures.copy_original(file, settings.FIXTURE_DIRS)
                made += pictures.add_missing_renditions(file)
            except OSError as error:
                lost += 1
                self.stderr.write(
                    _("%(file)s cannot be read: %(error)s") % {"file": file, "error": error}
                )
        self.stdout.write(
            _("Pictures checked: %(seen)d, files made: %(made)d, unreadable: %(lost)d.")
            % {"seen": seen, "made": made, "lost": lost}
        )
        if lost:
            raise SystemExit(1)
