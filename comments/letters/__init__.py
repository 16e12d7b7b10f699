"""Letters to readers and moderators: owed in the transaction of what they tell, sent by a postman."""

from .owing import announce, forget, owe, subscribe

__all__ = ["announce", "forget", "owe", "subscribe"]
