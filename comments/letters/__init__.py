"""The outbox of e-mails and its worker."""
