"""The site's sitemaps, read as a search engine reads them."""

import re


def locations(client, address):
    """The paths that a sitemap, or the index, names."""
    response = client.get(address)
    assert response.status_code == 200
    return re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", response.content.decode())


def sitemap_paths(client):
    """Every file that the index names: rows stand in files by their numbers, which tests share."""
    return locations(client, "/sitemap.xml")


def sitemaps_text(client):
    answers = [client.get(path) for path in sitemap_paths(client)]
    assert answers and all(answer.status_code == 200 for answer in answers)
    return "".join(answer.content.decode() for answer in answers)
