"""Sign-in with WordPress.com, which allauth does not have (developer.wordpress.com/docs/wpcc)."""
