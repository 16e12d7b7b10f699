"""Made-up films, reviews and comments, to try the site and to measure it; the site imports none."""
