from .cinema import Cinema, Town
from .screening import Screening, by_day

__all__ = ["Cinema", "Screening", "Town", "by_day"]
