from . import film, image, people, vocabulary

__all__ = ["film", "image", "people", "vocabulary"]
