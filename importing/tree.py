# SPDX-License-Identifier: AGPL-3.0-or-later
"""Read YAML, or JSON, into words, lists and mappings that all know their line; numbers and dates stay as written."""

from dataclasses import dataclass, field, replace
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from db import N_

LARGEST = 5_000_000  # characters
DEEPEST = 6
NOT_YAML = N_("Qui il file non è YAML: controlla rientri, due punti e virgolette (%(why)s).")
_NOTHING, _TRUTH = "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool"
_YES = frozenset({"true", "yes", "on"})
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mistake(Exception):
    """Something in the file that must be mended: its line, counted from 1, a sentence to translate, and its words."""

    def __init__(self, line: int, sentence: str, **words: Any) -> None:
        super().__init__(sentence)
        self.line, self.sentence, self.words = line, sentence, words


@dataclass(frozen=True)
class Value:
    """What stands at a line: words, else a list, else a mapping. Nothing at all is no words."""

    line: int
    words: str = ""
    items: list["Value"] = field(default_factory=list)
    fields: dict[str, "Value"] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Which of the three it is."""
        return "fields" if self.fields else "items" if self.items else "words"

    @property
    def lines(self) -> str:
        """The words, or those of a list one a line, as a form takes them."""
        return "\n".join(item.words for item in self.items) if self.items else self.words


def read(text: str) -> Value:
    """Return the one mapping that a file holds; raise Mistake where it is none."""
    if len(text) > LARGEST:
        raise Mistake(1, N_("Il file è troppo grande: al massimo cinque milioni di caratteri."))
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_Loader)):
            raise Mistake(1, N_("Nel file ci sono rimandi (&, *): scrivi per esteso."))
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Mistake(line, NOT_YAML, why=error.problem) from error
    except yaml.YAMLError as error:
        raise Mistake(1, N_("Il file contiene caratteri che YAML non ammette.")) from error
    if not isinstance(node, MappingNode):
        raise Mistake(1, N_("Il file deve cominciare con «process:» e i suoi dati."))
    return _value(node, 0)


def _value(node: Node, depth: int) -> Value:
    line = node.start_mark.line + 1
    if depth > DEEPEST:
        raise Mistake(line, N_("Troppi livelli: controlla i rientri."))
    if isinstance(node, ScalarNode):
        return Value(line, _words(node))
    if isinstance(node, SequenceNode):
        return Value(line, items=[_value(item, depth + 1) for item in node.value])
    found: dict[str, Value] = {}
    for key, value in node.value:
        place = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            raise Mistake(place, N_("Prima dei due punti serve un nome."))
        if key.value in found:
            first = found[key.value].line
            raise Mistake(place, N_("«%(name)s» c’è già alla riga %(first)s."), name=key.value, first=first)
        found[key.value] = replace(_value(value, depth + 1), line=place)
    return Value(line, fields=found)


def _words(node: ScalarNode) -> str:
    """Return the words of a scalar; halves of one character, as JSON may write them, are put together."""
    if node.tag == _NOTHING:
        return ""
    if node.tag == _TRUTH:
        return "y" if node.value.casefold() in _YES else ""
    return node.value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
