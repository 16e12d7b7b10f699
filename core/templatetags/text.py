from django import template
from django.template.defaultfilters import stringfilter

from core.text import cut, shorten

register = template.Library()
register.filter("shorten", stringfilter(shorten))
register.filter("cut", stringfilter(cut))
