from . import notice, package, page, placement, promotion

__all__ = ["notice", "package", "page", "placement", "promotion"]
