from django import template
from django.template.defaultfilters import floatformat
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.kept import keep_each
from core.page_tags import NOW, show
from core.rendering import render_cached
from films.cards import build_card
from films.models import Image
from films.templatetags.films import Poster, card
from reviews import markup, structured
from reviews.models import Review, Section
from reviews.round_table import reviews_of_film, round_table_summary
from reviews.spoilers import ending_summary
from site_settings.current import current

register = template.Library()


register.simple_tag(reviews_of_film)
register.simple_tag(round_table_summary)
register.simple_tag(ending_summary)


@register.simple_tag
def render_review(review):
    """A review's text: its sections with their `html` and `notes`, and the notes at the foot.

    The introduction is a section without heading. Notes of a closed section stand within it, as
    they may be spoilers.
    """
    introduction = Section(body=review.body, spoiler=review.spoiler)
    parts = [part for part in [introduction, *review.sections.all()] if part.heading or part.body]
    next_note = 1
    for part in parts:
        part.html, part.notes = markup.render(part.body, first_note=next_note)
        next_note += len(part.notes)
    add_credit_lines(parts)
    return {
        "parts": parts,
        "headings": [part for part in parts if part.heading],
        "notes": [note for part in parts if not part.is_closed for note in part.notes],
    }


def add_credit_lines(parts):
    """Say whose the pictures in the text are; no query where there are none."""
    files = [file for part in parts for file in markup.image_files(part.html)]
    if files:
        show("image")
    credits = dict(
        Image.objects.filter(file__in=files).exclude(credit="").values_list("file", "credit")
    )
    for part in parts if credits else ():
        part.html = markup.add_credit_lines(part.html, credits)


@register.simple_tag
def reviews_with(person):
    """The newest published reviews about a person’s films, or with their name, each with why."""
    found = list(Review.objects.published().naming(person).newest_first().for_brief()[:12])
    films = {film.pk for review in found for film in review.main_films}
    credits = person.credits.filter(film__in=films).by_film()
    for review in found:
        rows = [row for film in review.main_films for row in credits.get(film.pk, ())]
        roles = dict.fromkeys(row.get_role_display() for row in rows)
        mention = _("Mentions %(name)s") % {"name": person}
        review.reason = capfirst(", ".join(roles)) if roles else mention
    return found


@register.simple_tag
def review_items(page):
    """The reviews of a page of a list."""
    template = get_template("reviews/_item.html")

    def render(keys):
        found = page.load(keys)
        if len(found) < len(keys):
            show(NOW)  # one went meanwhile, and nothing would say when it comes back
        return [template.render({"review": found[key]}) if key in found else "" for key in keys]

    items = keep_each("review-item", page.keys, render)
    return format_html_join("", "{}", ((item,) for item in items))


@register.simple_tag
def review_card(review, wide=False, picture=None):
    """The card of its film; an article about none has its picture there, or its kind."""
    if review.film:
        return card(review.film, link=False, wide=wide, picture=picture)
    picture = picture or review.lead_image
    return render_cached(
        "films/_card.html",
        wide=wide,
        poster=Poster.of(picture) if picture else None,
        card=build_card(review.slug, review.kind_name or str(review.publication), None, wide),
    )


@register.simple_tag
def feed_address(row):
    return f"{row.get_absolute_url()}feed/"


@register.simple_tag
def feed_link(row):
    title = _("%(site)s: %(name)s") % {"site": current().name, "name": row}
    return render_cached("reviews/_feed_link.html", title=title, address=feed_address(row))


@register.simple_tag
def stars(review):
    """The stars of a review, drawn, with the sentence that they say; nothing where it has none."""
    if review.stars is None:
        return ""
    number, out_of = review.stars, review.stars_out_of or 0
    whole, half = int(number), number % 1 > 0
    drawn = "★" * whole + "½" * half + "☆" * (out_of - whole - half)
    plural = 1 if number == 1 else 2
    pattern = ngettext(
        "%(stars)s star out of %(out_of)s", "%(stars)s stars out of %(out_of)s", plural
    )
    return render_cached(
        "reviews/_stars.html",
        sentence=pattern % {"stars": floatformat(number), "out_of": out_of},
        drawn=drawn,
        many=out_of > 6,
    )


MAX_FRAMES = 52


@register.simple_tag
def progress(series):
    """A viewing challenge as a strip of film, a frame for each film of its goal, and in words."""
    seen, goal = (series.number or 0) - (series.articles or 0), series.goal
    done = min(seen, goal)
    left = goal - done
    sentence = _("%(done)s of %(goal)s films seen") % {"done": seen, "goal": goal}
    if left:
        sentence += ngettext(", %(left)s to go", ", %(left)s to go", left) % {"left": left}
    frames = min(goal, MAX_FRAMES)
    return render_cached(
        "reviews/_film_strip.html",
        sentence=sentence,
        width=frames * 10,
        frame=8,
        frames=tuple((number * 10 + 1, number * goal < done * frames) for number in range(frames)),
    )


@register.simple_tag
def site_data():
    return _scripts(structured.site_data())


@register.simple_tag
def film_data(film):
    path = structured.crumbs(
        (_("Films"), reverse("films:list")), (film.title, film.get_absolute_url())
    )
    return _scripts(structured.film_data(film), path)


@register.simple_tag
def review_data(review):
    articles, reviews = (_("Articles"), "reviews:articles"), (_("Reviews"), "reviews:list")
    name, page = articles if review.is_article else reviews
    places = filter(None, [review.publication, review.department])
    path = structured.crumbs(
        (name, reverse(page)),
        *((place.name, place.get_absolute_url()) for place in places),
        (review.headline, review.get_absolute_url()),
    )
    data = structured.review_data(review)
    return _scripts(data, structured.ranking_data(review), path)


@register.simple_tag
def person_data(person):
    path = structured.crumbs(
        (_("People"), reverse("films:people")), (person.name, person.get_absolute_url())
    )
    return _scripts(structured.person_data(person), path)


@register.simple_tag
def page_data(name, url_name, row):
    return _scripts(
        structured.crumbs((name, reverse(url_name)), (str(row), row.get_absolute_url()))
    )


@register.simple_tag
def department_data(department):
    publication = department.publication
    return _scripts(
        structured.crumbs(
            (_("Publications"), reverse("reviews:publications")),
            (publication.name, publication.get_absolute_url()),
            (department.name, department.get_absolute_url()),
        )
    )


@register.simple_tag
def series_data(series, page):
    path = structured.crumbs(
        (_("Series"), reverse("reviews:series_list")), (series.name, series.get_absolute_url())
    )
    publication = page.object_list[0].publication if page.object_list else None
    return _scripts(structured.series_data(series, publication), path)


@register.filter
def part_count(series):
    """How many reviews and articles it has, in the words of its kind."""
    if series.kind != series.Kind.PROGRAMME:
        return piece_count(series)
    number = series.number
    return ngettext("%(number)s episode", "%(number)s episodes", number) % {"number": number}


@register.filter
def review_count(number):
    return ngettext("%(number)s review", "%(number)s reviews", number) % {"number": number}


@register.filter
def piece_count(row):
    """“3 reviews, 1 article” of a row of `with_number`."""
    articles = row.articles or 0
    reviews = (row.number or 0) - articles
    counted = [review_count(reviews)] if reviews or not articles else []
    if articles:
        sentence = ngettext("%(number)s article", "%(number)s articles", articles)
        counted.append(sentence % {"number": articles})
    return ", ".join(counted)


@register.filter
def web_address(url):
    """The address if it is one of the web, else "": no form has seen what loaddata brings."""
    return url if url.startswith(("https://", "http://")) else ""


register.filter("full_address", structured.absolute)


def _scripts(*blocks):
    return markup.json_script([block for block in blocks if block])
