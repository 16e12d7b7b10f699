"""What pages tell machines, in the words of schema.org; only what the page shows, and never a
spoiler.
"""

from django.conf import settings
from django.templatetags.static import static

from films.models import Credit

CONTEXT = "https://schema.org"


def absolute(path):
    return settings.SITE_URL + path


def drop_empty(data):
    """The data without what is empty: an empty property says something false."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def crumbs(*steps):
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
        for position, (name, path) in enumerate(steps, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def person_node(name, person=None):
    return drop_empty(
        {
            "@type": "Person",
            "name": name,
            "url": absolute(person.get_absolute_url()) if person else None,
        }
    )


def credited(film, role):
    return [person_node(credit.display_name, credit.person) for credit in film.credits_as(role)]


def film_data(film):
    directors = credited(film, Credit.Role.DIRECTOR)
    if not (directors and film.year):
        return None
    return drop_empty(
        {
            "@context": CONTEXT,
            "@type": "Movie",
            "@id": absolute(film.get_absolute_url()) + "#film",
            "url": absolute(film.get_absolute_url()),
            "name": film.title,
            "alternateName": film.original_title,
            "dateCreated": str(film.year),
            "duration": f"PT{film.runtime}M" if film.runtime else None,
            "description": film.logline,
            "director": directors,
            "actor": credited(film, Credit.Role.CAST),
            "image": absolute(
                film.poster.url if film.poster else film.get_absolute_url() + "card.png"
            ),
        }
    )


def film_reference(film):
    """A film as a review names it: all that tells which one is meant, or its name alone."""
    address = absolute(film.get_absolute_url())
    named = {"@type": "Movie", "@id": f"{address}#film", "url": address, "name": film.title}
    directors = credited(film, Credit.Role.DIRECTOR)
    return (
        named | {"dateCreated": str(film.year), "director": directors}
        if film.year and directors
        else named
    )


def rating(review):
    """The stars as a Rating on their own scale; None where the critic gave none."""
    if review.stars is None:
        return None
    return {
        "@type": "Rating",
        "ratingValue": float(review.stars),
        "bestRating": review.stars_out_of,
        "worstRating": 0,
    }


def author_nodes(review):
    writers = [
        drop_empty(
            {
                "@type": "Person",
                "name": line.critic.name,
                "url": absolute(line.critic.get_absolute_url()),
            }
        )
        for line in review.bylines.all()
        if line.role == line.Role.WRITER
    ]
    return writers or publisher_node(review)


def publisher_node(review):
    return {"@type": "Organization", "name": review.publication.name}


def review_data(review):
    """A review, described by its summary, which gives nothing away; None for one of no film."""
    if not (review.film and review.published_at):
        return None
    return drop_empty(
        {
            "@context": CONTEXT,
            "@type": "Review",
            "@id": absolute(review.get_absolute_url()) + "#review",
            "url": absolute(review.get_absolute_url()),
            "headline": review.headline,
            "description": review.summary or review.headline,
            "author": author_nodes(review),
            "publisher": publisher_node(review),
            "datePublished": review.published_at.isoformat(),
            "dateModified": review.changed_at.isoformat(),
            "itemReviewed": film_reference(review.film),
            "reviewRating": rating(review),
            "inLanguage": settings.LANGUAGE_CODE,
        }
    )


def person_data(person):
    return drop_empty(
        {
            "@context": CONTEXT,
            "@type": "Person",
            "@id": absolute(person.get_absolute_url()) + "#person",
            "url": absolute(person.get_absolute_url()),
            "name": person.name,
            "birthDate": person.born,
            "deathDate": person.died,
        }
    )


def site_picture():
    return absolute(static("filmsite/img/card.png"))
