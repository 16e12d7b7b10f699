from django import template
from django.template.defaultfilters import stringfilter

from core.text import shorten, truncate

register = template.Library()
register.filter("shorten", stringfilter(shorten))
register.filter("truncate", stringfilter(truncate))
