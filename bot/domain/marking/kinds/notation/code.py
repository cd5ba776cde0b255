"""Code, compared by its tokens: signs, order and case count; spaces, quotation marks, a last `;` do not."""

import re

from bot.domain.marking.kinds.notation.signs import spelled

_TOKEN = re.compile(r"\"[^\"]*\"|'[^']*'|[^\W\d_][\w]*|_\w*|\d+(?:\.\d+)*\w*|\S")
_STOP = re.compile(r"(?<=[\w\"')])\.$|;$")
_WORDS_OF_SQL = """
select from where group by having order insert into values update set delete create table drop alter add join
inner outer left right full on as and or not null is in like between distinct limit union all count primary
key foreign references index view asc desc exists case when then else end
"""
_SQL = frozenset(_WORDS_OF_SQL.split())
_STARTS_SQL = frozenset(("select", "insert", "update", "delete", "create", "drop", "alter"))
_MOST = 400


def code_tokens(text: str) -> tuple[str, ...]:
    """The tokens of a line or two of code; words of SQL in small letters in a text that is SQL."""
    found = _TOKEN.findall(_STOP.sub("", spelled(text[:_MOST]).strip()))
    found = [
        f'"{piece[1:-1]}"' if len(piece) > 1 and piece[0] == piece[-1] == "'" else piece for piece in found
    ]
    if found and found[0].casefold() in _STARTS_SQL and len(found) > 1:
        found = [piece.casefold() if piece.casefold() in _SQL else piece for piece in found]
    return tuple(found)
