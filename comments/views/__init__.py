"""Where readers comment, and the pages behind the links in e-mails about it."""
