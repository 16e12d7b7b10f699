"""Uploads, which are stored before their form is saved: SQLite lets nobody write meanwhile."""

import logging

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .sounds import read_sound
from .tasks import GRACE, delete_unused

log = logging.getLogger(__name__)


def take_upload(upload):
    """Store the file and give its Sound, or the ValidationError that says what is wrong with it.

    If no recording has it two hours later, it goes again.
    """
    try:
        sound = read_sound(upload)
        delete_unused.using(run_after=timezone.now() + GRACE).enqueue(sound.path)
        upload.seek(0)
        default_storage.save(sound.path, File(upload))
    except ValidationError as error:
        return error
    except OSError:
        log.exception("A recording cannot be stored.")
        return ValidationError(
            _(
                "The site cannot store recordings just now. Choose the file again and save in a "
                "few minutes."
            )
        )
    return sound
