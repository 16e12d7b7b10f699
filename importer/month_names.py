"""Names of months and weekdays, folded, in the languages of the pages we meet."""

from .text import fold, word_set

MONTHS = {
    fold(name): number
    for number, names in enumerate(
        (
            "january|jan|janvier|janv|januar|jänner|enero|ene|gennaio|janeiro|januari|ocak|stycznia|styczeń|января|يناير",
            "february|feb|février|févr|fév|februar|febrero|febbraio|fevereiro|fev|februari|şubat|lutego|luty|февраля|فبراير",
            "march|mar|mars|märz|marzo|março|maart|mart|marts|marca|marzec|марта|مارس",
            "april|apr|avril|avr|abril|abr|aprile|nisan|kwietnia|kwiecień|апреля|أبريل|ابريل",
            "may|mai|mayo|maggio|maio|mei|maj|mayıs|maja|мая|مايو",
            "june|jun|juin|juni|junio|giugno|junho|haziran|czerwca|czerwiec|июня|يونيو",
            "july|jul|juillet|juil|juli|julio|luglio|julho|temmuz|lipca|lipiec|июля|يوليو",
            "august|aug|août|agosto|ago|augustus|augusti|ağustos|sierpnia|sierpień|августа|أغسطس",
            "september|sep|sept|septembre|septiembre|settembre|setembro|set|eylül|września|wrzesień|сентября|سبتمبر",
            "october|oct|octobre|oktober|okt|octubre|ottobre|outubro|out|ekim|października|październik|октября|أكتوبر",
            "november|nov|novembre|noviembre|novembro|kasım|listopada|listopad|ноября|نوفمبر",
            "december|dec|décembre|déc|dezember|dez|diciembre|dic|dicembre|dezembro|aralık|desember|grudnia|grudzień|"
            "декабря|ديسمبر",
        ),
        start=1,
    )
    for name in names.split("|")
}
WEEKDAYS = word_set(
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|"
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mer|jeu|ven|sam|dim|"
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so|"
    "lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|"
    "segunda|terça|quarta|quinta|sexta|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|"
    "måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|"
    "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|"
    "pazar",
    divider="|",
)
