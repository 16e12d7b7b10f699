from itertools import groupby

from django import template

from outside.models import OutsideReview, PartnerFeed, Station, WatchLink

register = template.Library()

MAX_REVIEWS = 6


@register.inclusion_tag("outside/_reviews.html")
def outside_reviews(film, others=()):
    """What critics of other houses say of these films; nothing where none is known."""
    films = [film, *others]
    rows = OutsideReview.objects.of(films).select_related("film")[:MAX_REVIEWS]
    return {"reviews": list(rows), "several": len(films) > 1}


@register.inclusion_tag("outside/_partners.html")
def partner_boxes(place, publication=None):
    """The newest of partners, as a job read it last."""
    return {"feeds": list(PartnerFeed.objects.on_pages(place, publication))}


@register.inclusion_tag("outside/_stations.html")
def stations(place, publication=None):
    """What radio stations play and played, as a job heard it last."""
    return {"stations": Station.objects.on_pages(place, publication)}


@register.inclusion_tag("outside/_where_to_watch.html")
def where_to_watch(film, others=()):
    """Where these films can be watched at home, by country."""
    films = [film, *others]
    by_country = groupby(WatchLink.objects.of(films), lambda row: row.country)
    countries = [(country, list(rows)) for country, rows in by_country]
    return {"countries": countries, "several": len(films) > 1}
