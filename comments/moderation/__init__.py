"""The moderators' work: their queue, what they may do there, and how it is explained to readers."""
