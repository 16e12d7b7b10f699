from django import template
from django.urls import reverse

from audio.models import Recording
from audio.structured import podcast_data, recording_data
from reviews.markup import json_script

register = template.Library()


@register.inclusion_tag("audio/_listen.html", takes_context=True)
def listen(context, review):
    """The recording of a review: player, chapters, transcript; nothing where there is none."""
    recording = getattr(review, "recording", None)
    is_preview = context.get("is_preview")
    return {"review": review, "recording": recording, "is_preview": is_preview}


@register.simple_tag
def recording_data_of(review):
    recording = getattr(review, "recording", None)
    return json_script(recording_data(review, recording)) if recording else ""


@register.simple_tag
def podcast_address(series):
    """The address of a programme's podcast; "" where nothing of it can be heard."""
    if series.kind != series.Kind.PROGRAMME:
        return ""
    if not hasattr(series, "podcast"):  # its page asks in the head, and again in the text
        is_there = Recording.objects.published().filter(review__series=series).exists()
        series.podcast = reverse("audio:podcast", args=[series.slug]) if is_there else ""
    return series.podcast


@register.simple_tag
def podcast_data_of(series):
    return json_script(podcast_data(series))
