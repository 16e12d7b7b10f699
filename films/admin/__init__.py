from . import film, image

__all__ = ["film", "image"]
