from .details import Extra, FilmTitle, Nomination, Release
from .film import Film, SourceWork
from .image import Image
from .person import Credit, Person
from .vocabulary import AwardBody, Country, Distributor, Genre, Language

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
