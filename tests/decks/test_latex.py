"""LaTeX as text: read well or left as code, and prices are none."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decks.latex import FORMULA, unreadable, with_twins


@pytest.mark.parametrize(
    ("source", "twin"),
    [
        ("$x^2 + y_1$", "x² + y₁"),
        (r"$\frac{a+b}{2}$", "(a+b)/2"),
        ("$$E = mc^2$$", "E = mc²"),
        (r"\(\alpha \le \beta\) holds", "α ≤ β holds"),
        (r"\[\sqrt{x+1}\]", "√(x+1)"),
        (r"$\bar{x} = \frac{1}{n}\sum_{i=1}^{n} x_i$", "x̄ = 1/n∑ᵢ₌₁ⁿ xᵢ"),
        (r"$\mathrm{H_2O}$", "H₂O"),
        ("$e^{i\\pi} = -1$", "e^(iπ) = -1"),
        ("$10^{-3}$ m", "10⁻³ m"),
        ("$a*b*c$", "a∗b∗c"),
        (r"$\mathbb{R}^n$", "ℝⁿ"),
        ("costs $5 to $6", "costs $5 to $6"),
        ("$10-$20", "$10-$20"),
        ("US$", "US$"),
        (r"$\begin{matrix} a & b \end{matrix}$", r"`\begin{matrix} a & b \end{matrix}`"),
        (r"$\foo{x}$", r"`\foo{x}`"),
        ("$x^{$", "`x^{`"),
    ],
)
def test_a_formula_reads_well_or_stays_as_code(source: str, twin: str) -> None:
    assert with_twins(source) == twin


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from([*"${}^_\\ax2`* ", r"\frac", r"\sqrt", r"\alpha", r"\(", r"\)"]), max_size=30
        ).map("".join),
    )
)
def test_any_text_has_a_twin(text: str) -> None:
    """Each formula is text without commands, or named as unreadable and left as code; the rest stays."""
    for source in (f"${text}$", text):
        twins: list[str] = []
        rest: list[str] = []
        at = 0
        for found in FORMULA.finditer(source):
            formula = found[found.lastgroup or 0]
            twin, unread = with_twins(found[0]), list(unreadable(found[0]))
            if unread:
                assert unread == [" ".join(formula.split())]
                assert twin == f"`{' '.join(formula.replace('`', ' ').split())}`"
            else:
                assert not set("\\*") & set(twin)
                assert all(f"\\{sign}" in formula for sign in set("{}") & set(twin))
            rest, at = [*rest, source[at : found.start()]], found.end()
            twins.append(twin)
        between = [part + twin for part, twin in zip(rest, twins, strict=True)]
        assert with_twins(source) == "".join(between) + source[at:]


def test_decks_without_formulas_never_load_it() -> None:
    code = (
        "import sys; from pathlib import Path; from bot.decks.load import load_library;"
        "load_library([Path('content')]); print('bot.decks.latex' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
