"""The moderators' queue: what waits, what may be done about it, how it is undone, and what readers
see of it.
"""
