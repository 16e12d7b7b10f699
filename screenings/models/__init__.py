from .cinema import Cinema, Town
from .screening import Screening

__all__ = ["Cinema", "Screening", "Town"]
