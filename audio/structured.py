"""Recordings and podcasts in the words of schema.org.

Each block belongs to what `reviews/structured.py` says of the same thing, by its `@id`.
"""

from django.urls import reverse

from reviews.structured import CONTEXT, absolute, drop_empty, page_id, page_node


def recording_data(review, recording):
    """What can be heard of a review or of an episode.

    It points to that: half of one more on its page would be taken for a whole.
    """
    sound = {
        "@type": "AudioObject",
        "name": review.headline,
        "contentUrl": absolute(recording.url),
        "encodingFormat": recording.mime_type,
        "contentSize": str(recording.size),
        "duration": _iso(recording.duration),
        "uploadDate": review.published_at.isoformat() if review.published_at else None,
        "position": recording.episode,
        "encodesCreativeWork": {"@id": page_id(review)},
    }
    return CONTEXT | drop_empty(sound)


def _iso(seconds):
    minutes, seconds = divmod(seconds, 60)
    return f"PT{minutes}M{seconds}S"


def podcast_data(series):
    """That a programme can be subscribed to."""
    feed = absolute(reverse("audio:podcast", args=[series.slug]))
    return CONTEXT | page_node("PodcastSeries", series, name=series.name, webFeed=feed)
