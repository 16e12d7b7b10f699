"""What is kept of people, for how long, and how they see and erase it."""

from .erasing import erase
from .expiry import forget_rows
from .exporting import export
from .networks import forget_networks, network_key
from .retention import forget_bans, forget_texts

__all__ = ["erase", "export", "forget_bans", "forget_networks", "forget_rows", "forget_texts", "network_key"]
