from . import notice, package, page, placement

__all__ = ["notice", "package", "page", "placement"]
