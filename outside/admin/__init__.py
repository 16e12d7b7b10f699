from . import outside_review as outside_review
from . import partner_feed as partner_feed
