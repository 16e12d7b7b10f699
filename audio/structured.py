"""Recordings and podcasts in the words of schema.org.

Each block belongs to what `reviews/structured.py` says of the same thing, by its `@id`.
"""

from django.urls import reverse

from reviews.structured import ARTICLE_TYPES, CONTEXT, absolute, drop_empty, page_id, page_node


def recording_data(review, recording):
    """What can be heard of a review, or of an episode.

    It points to a review or an article: half of one more on its page would be taken for a whole.
    """
    sound = drop_empty(
        {
            "@type": "AudioObject",
            "name": review.headline,
            "contentUrl": absolute(recording.url),
            "encodingFormat": recording.mime_type,
            "contentSize": str(recording.size),
            "duration": _iso(recording.duration),
            "uploadDate": review.published_at.isoformat() if review.published_at else None,
        }
    )
    if ARTICLE_TYPES.get(review.kind) == "PodcastEpisode":
        return CONTEXT | page_node(
            "PodcastEpisode", review, audio=sound, **_episode(review, recording)
        )
    return CONTEXT | sound | {"encodesCreativeWork": {"@id": page_id(review)}}


def _episode(review, recording):
    series = review.series
    part_of = series and page_node("PodcastSeries", series, name=series.name)
    number = {"episodeNumber": recording.episode}
    return number | {"timeRequired": _iso(recording.duration), "partOfSeries": part_of}


def _iso(seconds):
    minutes, seconds = divmod(seconds, 60)
    return f"PT{minutes}M{seconds}S"


def podcast_data(series):
    """That a programme can be subscribed to."""
    feed = absolute(reverse("audio:podcast", args=[series.slug]))
    return CONTEXT | page_node("PodcastSeries", series, name=series.name, webFeed=feed)
