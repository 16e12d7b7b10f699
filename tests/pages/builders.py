"""What editors set up around reviews, as it is on a good day: running now, without an end."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from films.models import Image
from pages.models import Notice, Package, Page, Placement, Promotion

_number = count(1)


def moments_from_now(**spans):
    """`starts_at=-1, ends_at=2` in hours from now."""
    now = timezone.now()
    return {name: now + timedelta(hours=hours) for name, hours in spans.items()}


def a_notice(text="Help us move house.", **fields):
    name = f"Notice {next(_number)}"
    return Notice.objects.create(
        **({"name": name, "text": text} | moments_from_now(starts_at=-1) | fields)
    )


def a_placement(review, place="pick", **fields):
    return Placement.objects.create(
        review=review, place=place, **(moments_from_now(starts_at=-1) | fields)
    )


def a_package(title="Holiday Guide", reviews=(), **fields):
    package = Package.objects.create(title=title, **(moments_from_now(starts_at=-1) | fields))
    for order, review in enumerate(reviews):
        package.entries.create(review=review, order=order)
    return package


def a_page(title="Write for us", body="<p>We look for critics.</p>", **fields):
    return Page.objects.create(title=title, body=body, **({"is_published": True} | fields))


def a_promotion(text="Anti Noise Pollution", **fields):
    usual = {"name": f"Promotion {next(_number)}", "link_url": "https://quiet.example/"}
    return Promotion.objects.create(
        **(usual | {"text": text} | moments_from_now(starts_at=-1) | fields)
    )


def a_banner(alt="Ears in a quiet street", digest="a", **fields):
    """A picture of the library, wide as banners are."""
    return Image.objects.create(file=f"images/{digest * 32}-1456x360.webp", alt=alt, **fields)
