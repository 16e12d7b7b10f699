from . import outside_review as outside_review
from . import partner_feed as partner_feed
from . import station as station
from . import watch_link as watch_link
