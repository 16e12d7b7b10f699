from .award import AwardBody, Nomination
from .film import Film, SourceWork
from .image import Image
from .person import Credit, Person
from .release import Distributor, Extra, Release
from .title import FilmTitle
from .vocabulary import Country, Genre, Language

__all__ = [
    "AwardBody",
    "Country",
    "Credit",
    "Distributor",
    "Extra",
    "Film",
    "FilmTitle",
    "Genre",
    "Image",
    "Language",
    "Nomination",
    "Person",
    "Release",
    "SourceWork",
]
