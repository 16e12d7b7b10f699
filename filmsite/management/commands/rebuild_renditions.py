"""`manage.py rebuild_renditions`: makes again the sizes of pictures that are not there.

Pictures and recordings of fixtures lie beside them; `loaddata` knows rows only, so this brings the
files too.
"""

from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from audio.models import Recording
from films import pictures
from films.models import Image


class Command(BaseCommand):
    help = (
        "Bring the fixtures' pictures and recordings, and make the missing sizes of every picture "
        "from its main file."
    )

    def handle(self, **options):
        made, seen, self.lost = 0, 0, 0
        for file in Image.objects.order_by("pk").values_list("file", flat=True).iterator():
            seen += 1
            with self.telling(file):
                pictures.copy_original(file, settings.FIXTURE_DIRS)
                made += pictures.add_missing_renditions(file)
        for file in Recording.objects.order_by("pk").values_list("file", flat=True).iterator():
            with self.telling(file):
                pictures.copy_original(file, settings.FIXTURE_DIRS)
        self.stdout.write(
            _("Pictures checked: %(seen)d, files made: %(made)d, unreadable: %(lost)d.")
            % {"seen": seen, "made": made, "lost": self.lost}
        )
        if self.lost:
            raise SystemExit(1)

    @contextmanager
    def telling(self, file):
        try:
            yield
        except OSError as error:
            self.lost += 1
            said = _("%(file)s cannot be read: %(error)s")
            self.stderr.write(said % {"file": file, "error": error})
