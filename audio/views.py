from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from core.sessions import session_user
from core.slugs import get_by_slug
from films import pictures
from reviews.models import Review, Series

from .cover import draw_cover, has_cover
from .models import Recording
from .ranges import NoSuchPart, asked_part

BLOCK = 64 * 1024
MAX_AGE = 60 * 60  # seconds; a review may be withdrawn


def etag_of(request, path):
    return quote_etag(path)  # which holds the digest of what is in it


@require_safe
def media(request, path):
    """A recording's file, or the part that is asked for, to who may open the review's page."""
    rows = Recording.objects.visible_to(session_user(request))
    recording = get_object_or_404(rows, file=path)
    response = _file(request, path, recording)
    if response.status_code == 503:
        return response
    if not settings.MEDIA_ACCEL:
        response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if recording.review.status != Review.Status.DRAFT and not recording.review.is_scheduled:
        patch_cache_control(response, public=True, max_age=MAX_AGE)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response


@condition(etag_func=lambda request, path, recording: etag_of(request, path))
def _file(request, path, recording):
    if settings.MEDIA_ACCEL:  # nginx sends it, and knows of parts
        headers = {"X-Accel-Redirect": settings.MEDIA_ACCEL + path}
        return HttpResponse(content_type=recording.mime_type, headers=headers)
    if request.method == "HEAD":  # which asks for no part, whatever it says
        headers = {"Content-Length": recording.size}
        return HttpResponse(content_type=recording.mime_type, headers=headers)
    try:
        part = asked_part(request.headers, recording.size, etag_of(request, path))
    except NoSuchPart:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{recording.size}"})
    try:
        return _answer(recording, part)
    except FileNotFoundError as error:
        raise Http404(path) from error
    except OSError:  # the store is away
        return _try_again()


def _answer(recording, part):
    first, last = part or (0, recording.size - 1)
    headers = {"Content-Length": last - first + 1}
    if part:
        headers["Content-Range"] = f"bytes {first}-{last}/{recording.size}"
    return StreamingHttpResponse(
        _blocks(default_storage.open_part(recording.file, first, last), last - first + 1),
        status=206 if part else 200,
        content_type=recording.mime_type,
        headers=headers,
    )


def _blocks(file, length):
    """So many bytes of the file; fewer where it ends before."""
    with file:
        while length > 0 and (block := file.read(min(BLOCK, length))):
            length -= len(block)
            yield block


def _try_again():
    headers = {"Retry-After": pictures.RETRY_SECONDS, "Cache-Control": "no-store"}
    return HttpResponse(status=503, headers=headers)


@require_safe
def transcript(request, uid):
    recording = get_object_or_404(Recording.objects.visible_to(None), review__uid=uid)
    if not recording.transcript:
        raise Http404(uid)
    return HttpResponse(recording.transcript, content_type="text/plain; charset=utf-8")


@require_safe
def chapters(request, uid):
    """As podcast players read them (Podcasting 2.0, JSON chapters)."""
    recording = get_object_or_404(Recording.objects.visible_to(None), review__uid=uid)
    if not recording.chapter_list:
        raise Http404(uid)
    rows = [{"startTime": row.seconds, "title": row.title} for row in recording.chapter_list]
    data = {"version": "1.2.0", "chapters": rows}
    return JsonResponse(data, content_type="application/json+chapters")


@require_safe
def cover(request, slug, number):
    """A programme's picture, square, as podcast directories want it; `number` is the picture's."""
    series = get_by_slug(Series.objects.reviewed().select_related("picture"), slug)
    if series.picture_id != number or not has_cover(series):
        raise Http404(slug)
    try:
        response = HttpResponse(draw_cover(series.picture), content_type="image/jpeg")
    except (ValidationError, OSError):  # another picture is being drawn, or the store is away
        return _try_again()
    patch_cache_control(response, public=True, max_age=24 * 60 * 60)
    return response
