"""Reads what is known of a language from its data file, once."""

import gzip
import re
import tomllib
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from typing import Any

import snowballstemmer

from bot.domain.marking.language import Language


def _lines(data: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in str(data.get(name, "")).splitlines() if line.strip())


def _phrases(data: dict[str, Any], name: str) -> tuple[tuple[str, ...], ...]:
    phrases = {tuple(line.replace("'", "").split()) for line in _lines(data, name)}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _by_first_word(phrases: tuple[tuple[str, ...], ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {phrase[0]: tuple(p for p in phrases if p[0] == phrase[0]) for phrase in phrases}


def _words(data: dict[str, Any], name: str) -> frozenset[str]:
    text = str(data.get(name, "")).split()
    return frozenset(text) | frozenset(word.replace("'", "") for word in text)


def _pairs(data: dict[str, Any], name: str) -> dict[str, str]:
    return dict((line.split()[0], line.split()[1]) for line in _lines(data, name))


def _forms(spellings: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for form, word in spellings.items():
        found.setdefault(word, []).append(form)
    return {word: tuple(forms) for word, forms in found.items()}


def _contrast(data: dict[str, Any]) -> re.Pattern[str] | None:
    """Matches `A is …, B is not`: A, the verb, what is said, B, the verb again, the denial."""
    if "helping" not in data:
        return None
    verbs, links = (" ".join(data[name].split()).replace(" ", "|") for name in ("helping", "contrasting"))
    denial = str(data["denial"])
    return re.compile(
        rf"(.+?) ({verbs}) (.+?),? (?:(?:{links}) )?(\S+(?: \S+)?)(?: ({verbs}))? ({denial})$", re.IGNORECASE
    )


def _parts(data: dict[str, Any], name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(part.strip() for part in line.split(",") if part.strip()) for line in _lines(data, name)
    )


def _poles(data: dict[str, Any]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    lines = (line.split("|") for line in _lines(data, "poles"))
    return tuple((tuple(_pole(left)), tuple(_pole(right))) for left, right in lines)


def _pole(text: str) -> list[str]:
    """Members are single words; a part in which commas stand is divided by them."""
    parts = text.split(",") if "," in text else text.split()
    return [part.strip() for part in parts if part.strip()]


def _rarities(code: str) -> dict[str, int]:
    """The list of words, commonest block first; blocks are divided by an empty line."""
    source = resources.files("bot.domain.marking") / "data" / f"words-{code}.txt.gz"
    if not source.is_file():
        return {}
    blocks = gzip.decompress(source.read_bytes()).decode("utf-8").split("\n\n")
    return {word: rank for rank, block in enumerate(blocks) for word in block.split()}


@lru_cache(maxsize=16)
def language(code: str) -> Language:
    """The language of that ISO 639-1 code; one that knows nothing if there is no file for it."""
    source = resources.files("bot.domain.marking") / "data" / f"{code}.toml"
    known = code.isalpha() and len(code) <= 3 and source.is_file()
    data: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8")) if known else {}
    rarities = _rarities(code) if known else {}
    for rank, word in enumerate(_words(data, "common")):
        rarities.setdefault(word, 0 if rank < 0 else 1)
    return Language(
        code=code,
        known=known,
        stop=_words(data, "stop"),
        kept=_words(data, "kept"),
        light=_words(data, "light"),
        articles=_words(data, "articles"),
        lead_ins=_phrases(data, "lead_ins"),
        tails=_phrases(data, "tails"),
        negations=_words(data, "negations"),
        tight=_words(data, "tight"),
        denying=_by_first_word(_phrases(data, "denying")),
        denied=_words(data, "denied"),
        mistakes=_words(data, "mistakes"),
        affirming=_words(data, "affirming"),
        sweeping=_words(data, "sweeping"),
        excepting=_words(data, "excepting"),
        reducing=_words(data, "reducing"),
        breaks=_words(data, "breaks"),
        reasons=_words(data, "reasons"),
        giving_reasons=_words(data, "giving_reasons"),
        causes=_words(data, "causes"),
        conclusions=_words(data, "conclusions"),
        purposes=_words(data, "purposes"),
        or_words=_words(data, "or_words"),
        and_words=_words(data, "and_words"),
        hedges=_phrases(data, "hedges"),
        both=_words(data, "both"),
        opposing=tuple(str(data.get("opposing", "")).split()),
        changing=_words(data, "changing"),
        prepositions=_words(data, "prepositions"),
        modifiers=_words(data, "modifiers"),
        numbers=(numbers := {word: Fraction(value) for word, value in _pairs(data, "numbers").items()}),
        number_pieces={
            word: value
            for word, value in (
                numbers | {w: Fraction(v) for w, v in _pairs(data, "number_pieces").items()}
            ).items()
            if value.denominator == 1
        },
        number_joint=str(data.get("number_joint", "")),
        months=tuple(str(data.get("months", "")).split()),
        ordinals={word: int(value) for word, value in _pairs(data, "ordinals").items()},
        last=_words(data, "last"),
        later=_words(data, "later"),
        percent=_words(data, "percent"),
        option_words=_words(data, "option_words"),
        decimal=str(data.get("decimal", ".")),
        umlauts=_pairs(data, "umlauts"),
        vowels=_pairs(data, "vowels"),
        stem_endings=tuple(str(data.get("stem_endings", "")).split()),
        separable=tuple(sorted(_words(data, "separable"), key=lambda word: (-len(word), word))),
        inside=tuple(str(data.get("inside", "")).split()),
        root_endings=tuple(
            (line.split()[0], "".join(line.split()[1:])) for line in _lines(data, "root_endings")
        ),
        dont_know=_phrases(data, "dont_know"),
        chatter=frozenset(_phrases(data, "chatter")),
        asks_back=_phrases(data, "asks_back"),
        opinion=_words(data, "opinion"),
        suffixes=tuple(str(data.get("suffixes", "")).split()),
        endings=tuple(_pairs(data, "endings").items()),
        spellings=_pairs(data, "spellings"),
        forms=_forms(_pairs(data, "spellings")),
        apart={word: f"{word}." for line in _lines(data, "apart") for word in line.split()},
        rarities=rarities,
        pole_lines=_poles(data),
        same_lines=_parts(data, "same"),
        synonym_lines=_parts(data, "synonyms"),
        siblings=tuple(tuple(line.split()) for line in _lines(data, "siblings")),
        verbs=_pairs(data, "verbs"),
        bounds=_words(data, "bounds"),
        contrast=_contrast(data),
        crucial=_words(data, "crucial"),
        roughly=_words(data, "roughly"),
        grammar=_words(data, "grammar"),
        oriented=tuple(frozenset(line.split()) for line in _lines(data, "oriented")),
        pointing=_words(data, "pointing"),
        placeholders=_words(data, "placeholders"),
        exchanging=_words(data, "exchanging"),
        subjects=_words(data, "subjects"),
        cases=_words(data, "cases"),
        who=_words(data, "who"),
        particles=_words(data, "particles"),
        signs=tuple((line.split()[0], line.split()[1]) for line in _lines(data, "signs")),
        pictures=tuple(_pairs(data, "pictures").items()),
        yes=_words(data, "yes"),
        no=_words(data, "no"),
        stemmer=snowballstemmer.stemmer(data["stemmer"]) if "stemmer" in data else None,
    )
