"""Log-in with WordPress.com, which allauth has no provider for (developer.wordpress.com/docs/wpcc)."""
