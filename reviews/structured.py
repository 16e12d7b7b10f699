"""What pages tell machines, in the words of schema.org.

Only what the page shows, and never a spoiler.
"""

from django.conf import settings
from django.urls import reverse

from films.models import Credit
from site_settings.current import current

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
    site = current()
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": search_address("{search_term_string}")},
        "query-input": "required name=search_term_string",
    }
    return CONTEXT | {
        "@type": "WebSite",
        "@id": absolute("/#website"),
        "url": absolute("/"),
        "name": site.name,
        "description": site.tagline,
        "publisher": publisher_of_site(site),
        "inLanguage": settings.LANGUAGE_CODE,
        "potentialAction": action,
    }


def publisher_of_site(site):
    """Who publishes the site, in the terms by which The Trust Project judges news."""
    return drop_empty(
        {
            "@type": "NewsMediaOrganization",
            "name": site.name,
            "url": absolute("/"),
            "logo": absolute(site.logo.url) if site.logo else None,
            "foundingDate": str(site.first_year) if site.first_year else None,
            "ownershipFundingInfo": site.ownership,
            "publishingPrinciples": site.principles
            and absolute(reverse("site_settings:principles")),
        }
        | corrections_policy()
    )


def corrections_policy():
    """Of an organization: where it says what it corrected."""
    return {"correctionsPolicy": absolute(reverse("reviews:corrections"))}


def crumbs(*steps):
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
        for position, (name, path) in enumerate(steps, 1)
    ]
    return CONTEXT | {"@type": "BreadcrumbList", "itemListElement": items}


def page_id(row):
    return f"{absolute(row.get_absolute_url())}#{row._meta.model_name}"


def page_node(schema_type, row, **properties):
    """The thing that a page of ours is about."""
    address = absolute(row.get_absolute_url())
    return drop_empty({"@type": schema_type, "@id": page_id(row), "url": address} | properties)


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
    directors = [person_node(credit.display_name, credit.person) for credit in film.directors]
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


ARTICLE_TYPES = {"news": "NewsArticle", "episode": "PodcastEpisode"}


def correction_node(correction):
    date = correction.date.isoformat()
    return {"@type": "CorrectionComment", "text": correction.in_words, "datePublished": date}


def review_data(review):
    """None for a review of no film. Its description is the summary, which gives nothing away."""
    if not review.published_at:
        return None
    if review.is_article:
        return _article_data(review)
    return CONTEXT | _piece("Review", review, **_judged(review)) if review.film else None


def _judged(review):
    """Machines know reviews of one thing: of several films the first, and what it is about."""
    first, *others = map(film_reference, review.main_films)
    about = [first, *others] if others else None
    return {"itemReviewed": first, "about": about, "reviewRating": rating(review)}


def _article_data(article):
    films = [film_reference(film) for film in article.main_films]
    picture = article.social_picture
    schema_type = ARTICLE_TYPES.get(article.kind, "Article")
    part_of = schema_type == "PodcastEpisode" and article.series
    return CONTEXT | _piece(
        schema_type,
        article,
        about=films,
        image=picture and absolute(picture),
        partOfSeries=page_node("PodcastSeries", part_of, name=part_of.name) if part_of else None,
    )


def ranking_data(article):
    """The films of a list by their places, in the order in which they are printed; or None."""
    if not article.ranking:
        return None
    items = [
        {"@type": "ListItem", "position": place, "item": film_reference(entry.film)}
        for place, entry in article.ranking
    ]
    order = "Descending" if article.counts_down else "Ascending"
    return CONTEXT | {
        "@type": "ItemList",
        "name": article.headline,
        "numberOfItems": len(items),
        "itemListOrder": f"https://schema.org/ItemListOrder{order}",
        "itemListElement": items,
    }


def _piece(schema_type, review, **properties):
    """What machines are told of a review and of an article alike."""
    publisher = {"@type": "Organization", "name": review.publication.name} | corrections_policy()
    return page_node(
        schema_type,
        review,
        headline=review.headline,
        description=review.summary or review.headline,
        author=[person_node(critic.name, critic) for critic in review.writers] or publisher,
        publisher=publisher,
        datePublished=review.published_at.isoformat(),
        dateModified=review.modified_at.isoformat(),
        correction=[correction_node(row) for row in review.shown_corrections],
        inLanguage=review.language or settings.LANGUAGE_CODE,
        **properties,
    )


# What a series is to machines, by the kind of the publication that has it on air.
PROGRAMMES = {"radio": "RadioSeries", "podcast": "PodcastSeries"}


def series_data(series, publication):
    """`publication` is that of a review in it, or None."""
    on_air = publication.kind if series.kind == "programme" and publication else ""
    return CONTEXT | page_node(
        PROGRAMMES.get(on_air, "CreativeWorkSeries"),
        series,
        name=series.name,
        description=series.about,
        author=person_node(series.critic.name, series.critic) if series.critic else None,
        publisher={"@type": "Organization", "name": publication.name} if on_air else None,
        image=absolute(series.picture.url) if series.picture else None,
        inLanguage=settings.LANGUAGE_CODE,
    )


def person_data(person):
    dates = {"birthDate": person.born, "deathDate": person.died}
    return CONTEXT | page_node("Person", person, name=person.name, **dates)
