"""Reviews: who publishes them, who writes them, and what they hold."""

from .part import Aspect, Section, SectionKey, Take
from .publication import Byline, Critic, Publication
from .review import PastSlug, Review, Subject
from .series import Series, Tag

__all__ = [
    "Aspect",
    "Byline",
    "Critic",
    "PastSlug",
    "Publication",
    "Review",
    "Section",
    "SectionKey",
    "Series",
    "Subject",
    "Tag",
    "Take",
]
