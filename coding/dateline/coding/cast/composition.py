"""Actor codes: three-letter elements composed in CAMEO's order, split and checked.

Domestic order: country, primary roles, party, secondary roles, ethnicity, religion: as in the coded examples
of CAMEO's manual (REFkur, CVLMOS)
the role follows the country, also where the manual's rule would put a people before a secondary role.
International order: kind (IGO, NGO,
IMG, ...), region, then as the table gives it. Country elements are ISO 3166; ethnic elements are in lower
case, so that none can be read as a
country.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from dateline.coding.cast.entries import COUNTRY_COLUMNS, PEOPLE_COLUMNS
from dateline.coding.cast.tables import read_rows

ROLE_KINDS = ("primary", "secondary", "tertiary", "international")
_RANK = {
    "international": 0,
    "primary": 1,
    "secondary": 3,
    "ethnic": 4,
    "religion": 5,
    "organisation": 6,
    "tertiary": 7,
}


def split(code: str) -> tuple[str, ...]:
    """The elements of a code, in order."""
    return tuple(code[start : start + 3] for start in range(0, len(code), 3))


@dataclass(frozen=True, slots=True)
class Codebook:
    """The elements that a code may hold: countries, and the kind of every other element."""

    countries: frozenset[str]
    kinds: dict[str, str]

    @classmethod
    def load(cls, folder: Traversable) -> Codebook:
        """Read codes.csv, the countries of countries.csv and the ethnic and religious codes of
        peoples.csv."""
        kinds = {row["code"]: row["kind"] for row in read_rows(folder, "codes.csv", ("kind", "code", "meaning"))}
        countries = frozenset(row["code"] for row in read_rows(folder, "countries.csv", COUNTRY_COLUMNS))
        for row in read_rows(folder, "peoples.csv", PEOPLE_COLUMNS):
            if row["kind"] == "ethnic":
                kinds[row["code"]] = "ethnic"
        return cls(countries, kinds)

    def problem(self, code: str) -> str | None:
        """What is wrong with a code, in words; None for a good one."""
        elements = split(code)
        if not elements or len(code) % 3:
            return f"the length of {code!r} is not a multiple of three"
        for position, element in enumerate(elements):
            if element in self.countries:
                domestic = position == 0 or (position == 1 and self.kinds.get(elements[0]) == "international")
                if not domestic and element not in self.kinds:
                    return f"the country {element} of {code!r} does not stand first"
            elif element not in self.kinds:
                return f"the element {element} of {code!r} is not known"
        if len(set(elements)) < len(elements):
            return f"an element of {code!r} is repeated"
        return None

    def country(self, code: str) -> str | None:
        """The country of a code: its first element where that is one."""
        elements = split(code)
        if elements and elements[0] in self.countries:
            return elements[0]
        return None

    def sector(self, code: str) -> str | None:
        """The first role of a code, None for a bare country, region, ethnic or religious group."""
        return next((e for e in self._tail(code) if self.kinds.get(e) in ROLE_KINDS), None)

    def roles(self, code: str) -> tuple[str, ...]:
        """All elements after the country."""
        return self._tail(code)

    def compose(self, country: str | None, roles: tuple[str, ...]) -> str:
        """A code from a country and other elements: CAMEO's order, no element twice, primary roles as
        given."""
        unique = tuple(dict.fromkeys(roles))
        if unique and self.kinds.get(unique[0]) == "international":
            return "".join(unique)  # a country before an international kind would make it national
        return (country or "") + "".join(sorted(unique, key=self._rank))

    def _rank(self, element: str) -> int:
        return 2 if element == "PTY" else _RANK.get(self.kinds.get(element, ""), 8)

    def _tail(self, code: str) -> tuple[str, ...]:
        elements = split(code)
        return elements[1:] if elements and elements[0] in self.countries else elements
