class Message(str):
    """A sentence with the template and the values that a translation needs."""

    template, values = "", None


def gettext_noop(template, **values):
    """Mark a sentence for translation and fill in its values; `report` translates and prints it."""
    message = Message(template % values)
    message.template, message.values = template, values
    return message


NOT_STATED = gettext_noop("not stated")
