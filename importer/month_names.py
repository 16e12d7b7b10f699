from .word_lists import by_folded_word, fold_all, load

_CALENDAR = load("calendar")
MONTHS = by_folded_word(dict(enumerate(_CALENDAR["months"].values(), start=1)))
WEEKDAYS = fold_all(_CALENDAR["week"]["days"])
