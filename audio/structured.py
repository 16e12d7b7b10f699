"""Recordings and podcasts in the words of schema.org.

Each block adds to what `reviews/structured.py` says of the same thing, by its `@id`.
"""

from django.urls import reverse

from reviews.structured import ARTICLE_TYPES, CONTEXT, absolute, drop_empty, page_node


def recording_data(review, recording):
    """What can be heard of a review, or of an episode."""
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
    schema_type = ARTICLE_TYPES.get(review.kind, "Article") if review.is_article else "Review"
    episode = _episode(review, recording) if schema_type == "PodcastEpisode" else {}
    return CONTEXT | page_node(schema_type, review, audio=sound, **episode)


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
