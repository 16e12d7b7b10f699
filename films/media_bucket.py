"""Where pictures lie with `MEDIA_STORAGE`: a bucket that all hosts share, asked by the S3 protocol.

Readers never see its address: `films.views.media` hands its pictures on. Only this module imports
boto3, and only the setting imports this module, because that takes 25 MB and a third of a second.
"""

import errno
import logging
import time
from contextlib import contextmanager
from threading import Lock
from types import SimpleNamespace

from boto3.exceptions import Boto3Error
from botocore.client import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

log = logging.getLogger(__name__)

RETRY_SECONDS = 10  # seconds without a question after one that was not answered
CONFIG = Config(
    connect_timeout=2,  # seconds; a reader's request waits in a thread of the server
    read_timeout=5,
    retries={"mode": "standard", "total_max_attempts": 2},
    max_pool_connections=64,  # as many as a worker can have threads
    signature_version="s3v4",
    # In the path, not in the host's name: it is understood by all stores, also at an IP address.
    s3={"addressing_style": "path"},
    # What boto3 adds by itself since 1.36 is unknown to many stores.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class Outage:
    """Whether the store has stopped answering; then one thread at a time tries it again.

    The others fail at once, and are free for pages.
    """

    def __init__(self):
        self.lock, self.next_try = Lock(), None

    def must_wait(self):
        with self.lock:
            now = time.monotonic()
            if self.next_try is None or now < self.next_try:
                return self.next_try is not None
            self.next_try = now + RETRY_SECONDS
            return False

    def begin(self):
        self.next_try = time.monotonic() + RETRY_SECONDS

    def end(self):
        self.next_try = None


outage = Outage()  # of the process, as the store is one


@contextmanager
def asking():
    """Ask the store, unless it has just stopped answering."""
    if outage.must_wait():
        raise OSError(errno.EIO, "The store did not answer some seconds ago")
    with as_of_a_disk():
        yield


@contextmanager
def as_of_a_disk():
    """The store's failures as a disk would tell them, so that callers need to know of no store."""
    try:
        yield
    except ClientError as error:
        outage.end()
        code = error.response["Error"]["Code"]
        if code in {"NoSuchKey", "404"}:
            raise FileNotFoundError(errno.ENOENT, "Not in the store") from error
        raise OSError(errno.EIO, f"The store refuses: {code}") from error
    except (BotoCoreError, Boto3Error) as error:
        outage.begin()
        name = type(error).__name__
        log.warning("The picture store did not answer (%s).", name)
        raise OSError(errno.EIO, f"The store does not answer: {name}") from error
    else:
        outage.end()


def guarded(name):
    """S3Storage's operation of this name."""
    operation = getattr(S3Storage, name)

    def ask(self, *args, **kwargs):
        with asking():
            return operation(self, *args, **kwargs)

    return ask


class StoredFile(File):
    """An object as it comes over the network: read once, from its beginning."""

    def __init__(self, response, name):
        super().__init__(response["Body"], name)
        self.size = response["ContentLength"]

    def read(self, *args):
        with as_of_a_disk():
            return self.file.read(*args)


class MediaBucket(S3Storage):
    """django-storages' S3, at the site's own address, and in one request for a picture."""

    def __init__(self, **options):
        super().__init__(client_config=CONFIG, **options)
        # One client, which threads may share, in place of one for each of them: each takes 8 MB and
        # a quarter of a second, and the server's threads come and go.
        self._connections = SimpleNamespace()

    def url(self, name):
        return settings.MEDIA_URL + filepath_to_uri(name)

    def _open(self, name, mode="rb"):
        """S3Storage would ask twice, and hold the whole before the first byte is passed on."""
        return self._get(name)

    def open_part(self, name, first, last):
        """The bytes of an object from `first` to `last`, both of them included."""
        return self._get(name, Range=f"bytes={first}-{last}")

    def _get(self, name, **options):
        with asking():
            response = self.client.get_object(
                Bucket=self.bucket_name, Key=self._normalize_name(clean_name(name)), **options
            )
        return StoredFile(response, name)

    def check(self):
        """OSError where the store does not answer, has no such bucket or refuses the key."""
        with asking():
            self.client.list_objects_v2(Bucket=self.bucket_name, Prefix=self.location, MaxKeys=1)

    @property
    def client(self):
        return self.connection.meta.client

    _save, delete, exists, listdir = map(guarded, ("_save", "delete", "exists", "listdir"))
