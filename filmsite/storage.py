"""Static files for production: hashed, compressed, and the style sheet in one piece, not twelve."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "filmsite/css/site.css"
IMPORT = re.compile(r'@import url\("([\w.-]+)"\);\n?')


def bundled_sheet():
    sheet = Path(finders.find(SHEET))
    return IMPORT.sub(lambda match: (sheet.parent / match[1]).read_text(), sheet.read_text())


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    # Modules that others import are named by their digests too.
    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        if SHEET in paths and not dry_run:
            self.delete(SHEET)
            self._save(SHEET, ContentFile(bundled_sheet().encode()))
            # Else the source is hashed and not what was saved.
            paths = paths | {SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run=dry_run, **options)
