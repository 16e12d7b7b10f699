"""The e-mail of a comment's author, which is never shown."""


def email_of(comment):
    """That of the member's account, else the one that a guest gave; empty where none is known."""
    return (comment.user.email if comment.user else comment.email).lower()
