from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from audio.models import Recording
from audio.sounds import read_sound
from reviews.models import Review, Series
from tests.builders import a_review

from .files import a_wav, sent


def a_programme(name="The Tide Table on Air", **fields):
    return Series.objects.create(name=name, **({"kind": "programme"} | fields))


def an_episode(series=None, headline=None, **fields):
    return a_review(headline, series=series, **({"kind": Review.Kind.EPISODE} | fields))


def a_recording(review=None, content=None, **fields):
    """With its file, stored; of half a minute, unless `content` is given."""
    content = content or a_wav(30, sample=f"{Recording.objects.count():02}".encode())
    sound = read_sound(sent(content))
    default_storage.save(sound.path, ContentFile(content))
    facts = {"file": sound.path, "mime_type": sound.mime_type}
    facts |= {"size": sound.size, "duration": sound.duration}
    return Recording.objects.create(review=review or an_episode(), **(facts | fields))
