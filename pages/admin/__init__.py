from . import notice

__all__ = ["notice"]
