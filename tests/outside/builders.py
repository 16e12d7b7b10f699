from outside.models import OutsideReview, PartnerFeed


def an_outside_review(film, outlet="The Tide Table", **fields):
    number = OutsideReview.objects.count() + 1
    usual = {"url": f"http://tide.example/{number}", "quote": "The cold comes off the screen."}
    return OutsideReview.objects.create(film=film, outlet=outlet, **(usual | fields))


def a_partner_feed(heading="Harbour towns on film", **fields):
    usual = {
        "partner": "The Tide Table",
        "site_url": "https://tide.example/",
        "feed_url": "http://tide.example/feed.xml",
    }
    return PartnerFeed.objects.create(heading=heading, **(usual | fields))


def a_box(*titles, **fields):
    """A partner's box whose lines were read just now."""
    feed = a_partner_feed(**fields)
    feed.keep([(title, f"https://tide.example/{title}", None) for title in titles])
    return feed
