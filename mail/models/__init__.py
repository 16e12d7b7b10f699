from .outgoing_email import OutgoingEmail
from .recipient import Recipient

__all__ = ["OutgoingEmail", "Recipient"]
