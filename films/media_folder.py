"""Where pictures lie without `MEDIA_STORAGE`: the media folder of this machine."""

import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class MediaFolder(FileSystemStorage):
    """Django's, but a name holds its content's digest, so what is there is the same."""

    def get_available_name(self, name, max_length=None):
        return name

    def open_part(self, name, first, last):
        """The file from its byte `first` on; whoever reads ends at `last`."""
        file = self.open(name)
        file.seek(first)
        return file

    def _save(self, name, content):
        """Write beside the place and rename, so that no reader and no crash meets half a file."""
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=place.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                shutil.copyfileobj(content, file)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(draft, settings.FILE_UPLOAD_PERMISSIONS)
            os.replace(draft, place)
        except BaseException:
            os.unlink(draft)
            raise
        return name
