"""What is kept of people, for how long, and how they see and erase it."""
