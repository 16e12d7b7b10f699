from .part import Aspect, Section, SectionKey, Take
from .publication import Byline, Critic, Publication
from .review import Review
from .series import Series, Tag
from .subject import Subject

__all__ = [
    "Aspect",
    "Byline",
    "Critic",
    "Publication",
    "Review",
    "Section",
    "SectionKey",
    "Series",
    "Subject",
    "Tag",
    "Take",
]
