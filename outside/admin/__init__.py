from . import outside_review as outside_review
