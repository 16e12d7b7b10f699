"""What touches several rows or sends something: one file an act, read from top to bottom."""
