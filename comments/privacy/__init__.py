"""What is kept of people, for how long, and how they see and erase it."""

from .data_export import export
from .erasure import erase
from .expiry import purge_expired
from .networks import purge_networks
from .retention import purge_bans, purge_comments

__all__ = [
    "erase",
    "export",
    "purge_bans",
    "purge_comments",
    "purge_expired",
    "purge_networks",
]
