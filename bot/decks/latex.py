"""LaTeX as Unicode text, where that reads well: `x^2` is x², `\\frac{a}{b}` is a/b, `\\alpha` is α."""

import re
from collections.abc import Iterator

FORMULA = re.compile(
    r"\$\$(?P<own>[^$]+?)\$\$|\\\[(?P<square>.+?)\\\]|\\\((?P<round>.+?)\\\)"
    r"|(?<![\\$\w])\$(?P<inline>[^\s$](?:[^$\n]*[^\s$])?)\$(?![\d$])",
    re.DOTALL,
)
"""A formula in a text; a price ("$5 to $6") is none."""
_SIGNS = """
alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi
π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π
Sigma Σ Phi Φ Psi Ψ Omega Ω varepsilon ε vartheta ϑ varphi ϕ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈
equiv ≡ sim ∼ propto ∝ pm ± mp ∓ times × cdot · div ÷ ast ∗ circ ∘ to → rightarrow → leftarrow ←
Rightarrow ⇒ Leftarrow ⇐ leftrightarrow ↔ Leftrightarrow ⇔ mapsto ↦ infty ∞ partial ∂ nabla ∇ in ∈ notin
∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg
¬ land ∧ lor ∨ wedge ∧ vee ∨ oplus ⊕ otimes ⊗ perp ⊥ parallel ∥ angle ∠ degree ° prime ′ ell ℓ hbar ℏ Re
ℜ Im ℑ aleph ℵ sum ∑ prod ∏ int ∫ oint ∮ ldots … dots … cdots ⋯ mid ∣ langle ⟨ rangle ⟩
rightleftharpoons ⇌ ll ≪ gg ≫ setminus ∖
"""
"""Commands, each with its sign."""
_WORDS = """
sin cos tan cot sinh cosh tanh arcsin arccos arctan log ln lg exp lim max min sup inf det dim ker gcd
mod arg
"""
"""Commands that stand for their own name."""
_NOTHING = "left right big Big displaystyle limits"
_RAISED = """
0⁰ 1¹ 2² 3³ 4⁴ 5⁵ 6⁶ 7⁷ 8⁸ 9⁹ +⁺ -⁻ =⁼ (⁽ )⁾ aᵃ bᵇ cᶜ dᵈ eᵉ fᶠ gᵍ hʰ iⁱ jʲ kᵏ lˡ mᵐ nⁿ oᵒ pᵖ rʳ sˢ tᵗ uᵘ
vᵛ wʷ xˣ yʸ zᶻ Aᴬ Bᴮ Dᴰ Eᴱ Gᴳ Hᴴ Iᴵ Jᴶ Kᴷ Lᴸ Mᴹ Nᴺ Oᴼ Pᴾ Rᴿ Tᵀ Uᵁ Vⱽ Wᵂ αᵅ βᵝ γᵞ δᵟ θᶿ φᵠ χᵡ ′′ ∗* ∘°
"""
"""Signs, each with itself above the line."""
_LOWERED = """
0₀ 1₁ 2₂ 3₃ 4₄ 5₅ 6₆ 7₇ 8₈ 9₉ +₊ -₋ =₌ (₍ )₎ aₐ eₑ hₕ iᵢ jⱼ kₖ lₗ mₘ nₙ oₒ pₚ rᵣ sₛ tₜ uᵤ vᵥ xₓ βᵦ γᵧ ρᵨ
φᵩ χᵪ
"""
NAMES = {
    **dict(zip(_SIGNS.split()[::2], _SIGNS.split()[1::2], strict=True)),
    **{name: name for name in _WORDS.split()},
    **dict.fromkeys(_NOTHING.split(), ""),
    **dict.fromkeys(("quad", "qquad", ",", ";", ":", " "), " "),
    **{sign: sign for sign in "{}%$&#_"},
    "!": "",
    "\\": "; ",
    "|": "‖",
}
_UP = {pair[0]: pair[1] for pair in _RAISED.split()}
_DOWN = {pair[0]: pair[1] for pair in _LOWERED.split()}
_OVER = {
    "bar": "\u0304",
    "overline": "\u0304",
    "hat": "\u0302",
    "tilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
}
_BOARD = dict(zip("CNPQRZE", "ℂℕℙℚℝℤ𝔼", strict=True))
_UPRIGHT = "text mathrm mathbf mathit operatorname textbf textit mathsf ce"
_AS_IT_IS = frozenset(_UPRIGHT.split())
TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}^_]|\s+|.", re.DOTALL)
_DEEPEST = 8


class _Unreadable(Exception):
    """It has no twin in text that reads well. Never leaves this file."""


def with_twins(text: str) -> str:
    """The text with each formula as Unicode; one that would not read well stands as code."""
    return FORMULA.sub(lambda found: _twin(next(one for one in found.groups() if one is not None)), text)


def unreadable(text: str) -> Iterator[str]:
    """The formulas of a text that would not read well as Unicode."""
    for found in FORMULA.finditer(text):
        formula = next(one for one in found.groups() if one is not None)
        if _readable(formula) is None:
            yield " ".join(formula.split())


def _twin(formula: str) -> str:
    told = _readable(formula)
    return f"`{' '.join(formula.replace('`', ' ').split())}`" if told is None else told


def _readable(formula: str) -> str | None:
    try:
        parser = _Parser(TOKEN.findall(formula.strip()))
        told = " ".join(parser.row().split())
        if parser.rest:
            raise _Unreadable
    except (_Unreadable, IndexError):
        return None
    return told.replace("*", "∗")


class _Parser:
    """Reads tokens one after another; what is not known makes all of it unreadable."""

    def __init__(self, tokens: list[str], depth: int = 0) -> None:
        self.rest = tokens[::-1]
        self.depth = depth

    def row(self, *, closed: bool = False) -> str:
        """Everything up to the end, or to the bracket that closes."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Unreadable
        told = ""
        while self.rest:
            token = self.rest.pop()
            if token == "}":
                if not closed:
                    raise _Unreadable
                break
            told += self.raised(token) if token in ("^", "_") else self.one(token)
        else:
            if closed:
                raise _Unreadable
        self.depth -= 1
        return told

    def raised(self, sign: str) -> str:
        text = self.argument()
        signs = _UP if sign == "^" else _DOWN
        if all(char in signs for char in text):
            return "".join(signs[char] for char in text)
        return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"

    def argument(self) -> str:
        token = self.rest.pop()
        while token.isspace():
            token = self.rest.pop()
        return self.row(closed=True).strip() if token == "{" else self.one(token)

    def one(self, token: str) -> str:
        if token == "{":
            return self.row(closed=True)
        if not token.startswith("\\"):
            return token if token not in "}^_&~#%" else " " if token == "~" else self.fail()
        name = token[1:]
        if name in ("frac", "dfrac", "tfrac"):
            return f"{_closed(self.argument())}/{_closed(self.argument())}"
        if name == "sqrt" and self.rest[-1:] != ["["]:
            return f"√{_closed(self.argument())}"
        if name in _OVER:
            text = self.argument()
            return text + _OVER[name] if len(text) == 1 else self.fail()
        if name == "mathbb":
            return "".join(_BOARD.get(char, char) for char in self.argument())
        if name in _AS_IT_IS:
            return self.argument()
        return NAMES[name] if name in NAMES else self.fail()

    def fail(self) -> str:
        raise _Unreadable


def _closed(text: str) -> str:
    """In brackets, where it is more than one thing."""
    return text if re.fullmatch(r"[^\W_]+[⁰¹²³⁴-⁹₀-₉]*|.", text) else f"({text})"
