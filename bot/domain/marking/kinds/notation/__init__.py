"""Answers that are notation: signs, case, order, numerals and units count, and a verdict is definite.

`wanted.py` reads an accepted text once, when its deck is loaded; `answers.py` holds an answer against it.
Each way of reading has a file: `amounts.py`, `times.py`, `symbols.py`, `code.py`, `scripts.py` and
`deciding.py`.
"""
