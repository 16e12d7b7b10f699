from .part import Aspect, Section, StandardSection, Take
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
    "Series",
    "StandardSection",
    "Subject",
    "Tag",
    "Take",
]
