"""Which answers can be compressed; those say so to caches, compressed or not."""

from django_http_compression.middleware import HttpCompressionMiddleware


def is_compressible(content_type):
    return HttpCompressionMiddleware.content_type_re.match(content_type) is not None


def add_static_headers(headers, path, url):
    """For static files: WhiteNoise says so only of those that it has compressed."""
    if is_compressible(headers.get("Content-Type", "")):
        headers["Vary"] = "Accept-Encoding"
