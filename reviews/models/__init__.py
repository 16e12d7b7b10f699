from .correction import Correction
from .department import Department
from .list_entry import ListEntry
from .menu import PublicationMenuItem
from .part import Byline, Section, Subject, Take
from .publication import Critic, Publication, StandardSection
from .readers import MostRead, ReaderCount
from .review import Review
from .taxonomy import Aspect, Series, Tag

__all__ = [
    "Aspect",
    "Byline",
    "Correction",
    "Critic",
    "Department",
    "ListEntry",
    "MostRead",
    "Publication",
    "PublicationMenuItem",
    "ReaderCount",
    "Review",
    "Section",
    "Series",
    "StandardSection",
    "Subject",
    "Tag",
    "Take",
]
