from outside.models import OutsideReview


def an_outside_review(film, outlet="The Tide Table", **fields):
    number = OutsideReview.objects.count() + 1
    usual = {"url": f"http://tide.example/{number}", "quote": "The cold comes off the screen."}
    return OutsideReview.objects.create(film=film, outlet=outlet, **(usual | fields))
