"""The moderators' queue: what waits, what can be done about it, and how that is undone."""
