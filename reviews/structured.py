"""What pages tell machines, in the words of schema.org.

Only what the page shows, and never a spoiler.
"""

from django.conf import settings
from django.urls import reverse

from films.models import Credit

CONTEXT = {"@context": "https://schema.org"}


def absolute(path):
    return settings.SITE_URL + path


def drop_empty(data):
    """The data without what is empty: an empty property says something false."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def search_address(words, page="search"):
    """Where the site is searched for `words`, which may stand for what comes there."""
    return absolute(f"{reverse(page)}?q={words}")


def site_data():
    """The site itself, and that it can be searched."""
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": search_address("{search_term_string}")},
        "query-input": "required name=search_term_string",
    }
    return CONTEXT | {
        "@type": "WebSite",
        "@id": absolute("/#website"),
        "url": absolute("/"),
        "name": settings.SITE_NAME,
        "description": settings.SITE_TAGLINE,
        "inLanguage": settings.LANGUAGE_CODE,
        "potentialAction": action,
    }


def crumbs(*steps):
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
        for position, (name, path) in enumerate(steps, 1)
    ]
    return CONTEXT | {"@type": "BreadcrumbList", "itemListElement": items}


def page_node(schema_type, row, **properties):
    """The thing that a page of ours is about."""
    address = absolute(row.get_absolute_url())
    node = {"@type": schema_type, "@id": f"{address}#{row._meta.model_name}", "url": address}
    return drop_empty(node | properties)


def person_node(name, person=None):
    url = absolute(person.get_absolute_url()) if person else None
    return drop_empty({"@type": "Person", "name": name, "url": url})


def credited(film, role):
    return [person_node(credit.display_name, credit.person) for credit in film.credits_as(role)]


def film_data(film):
    """None where too little is known to be of use to a machine."""
    directors = credited(film, Credit.Role.DIRECTOR)
    if not (directors and film.year):
        return None
    picture = film.poster.url if film.poster else reverse("films:card", args=[film.slug])
    return CONTEXT | page_node(
        "Movie",
        film,
        name=film.title,
        alternateName=film.original_title,
        dateCreated=str(film.year),
        duration=f"PT{film.runtime}M" if film.runtime else None,
        description=film.logline,
        director=directors,
        actor=credited(film, Credit.Role.CAST),
        image=absolute(picture),
    )


def film_reference(film):
    """A film as a review names it: all that tells which one is meant, or its name alone."""
    directors = credited(film, Credit.Role.DIRECTOR)
    is_known = film.year and directors
    details = {"dateCreated": str(film.year), "director": directors} if is_known else {}
    return page_node("Movie", film, name=film.title, **details)


def rating(review):
    """The stars on their own scale; None where the critic gave none."""
    if review.stars is None:
        return None
    return {
        "@type": "Rating",
        "ratingValue": float(review.stars),
        "bestRating": review.stars_out_of,
        "worstRating": 0,
    }


def review_data(review):
    """None for a review of no film. Its description is the summary, which gives nothing away."""
    if not (review.film and review.published_at):
        return None
    publisher = {"@type": "Organization", "name": review.publication.name}
    return CONTEXT | page_node(
        "Review",
        review,
        headline=review.headline,
        description=review.summary or review.headline,
        author=[person_node(critic.name, critic) for critic in review.writers] or publisher,
        publisher=publisher,
        datePublished=review.published_at.isoformat(),
        dateModified=review.updated_at.isoformat(),
        itemReviewed=film_reference(review.film),
        reviewRating=rating(review),
        inLanguage=review.language or settings.LANGUAGE_CODE,
    )


def person_data(person):
    dates = {"birthDate": person.born, "deathDate": person.died}
    return CONTEXT | page_node("Person", person, name=person.name, **dates)
