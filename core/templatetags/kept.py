"""`{% keep %}`: a part of a template whose HTML is kept until what it shows changes."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from core.kept import keep

register = template.Library()


class KeepNode(template.Node):
    def __init__(self, name: str, about: list[FilterExpression], nodelist: NodeList) -> None:
        self.name, self.about, self.nodelist = name, about, nodelist

    def render(self, context: Context) -> SafeString:
        about = [thing.resolve(context) for thing in self.about]
        return keep(self.name, lambda: self.nodelist.render(context), *about)


@register.tag("keep")
def do_keep(parser: Parser, token: Token) -> KeepNode:
    """`{% keep "review-text" review %}…{% endkeep %}`; `core.kept.keep` says what it may show."""
    _tag, name, *about = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(name.strip('"'), [parser.compile_filter(thing) for thing in about], nodelist)
