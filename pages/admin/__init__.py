from . import notice, placement

__all__ = ["notice", "placement"]
