"""The site's sitemaps, read as a search engine reads them."""

import re


def sitemap_paths(client):
    """Every file that the index names: rows stand in files by their numbers, which tests share."""
    index = client.get("/sitemap.xml").content.decode()
    return re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", index)


def sitemaps_text(client):
    answers = [client.get(path) for path in sitemap_paths(client)]
    assert answers and all(answer.status_code == 200 for answer in answers)
    return "".join(answer.content.decode() for answer in answers)
