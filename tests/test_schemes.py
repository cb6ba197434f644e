"""The crosswalks: total, without dead lines, reaching the codes they should; and the loader's refusals."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from dateline.coding.errors import OntologyError
from dateline.coding.records import ACTS, UNSPECIFIED, Actor, Event, Place
from dateline.coding.schemes import (
    STANDARD_SCHEMES,
    Scheme,
    Vocabulary,
    dead_entries,
    load_scheme,
    support,
)

SMALL = Vocabulary({"fighting": ("shelling", "armed_clash"), "aid": ("aid",)}, ("military", "crime"))


@pytest.fixture(scope="module")
def schemes() -> dict[str, Scheme]:
    return {name: load_scheme(name) for name in STANDARD_SCHEMES}


def actor(sector: str | None, country: str | None = "AAA") -> Actor:
    return Actor(code="X", country=country, sector=sector, name="x", method="test")


def event(coding: str, **fields: object) -> Event:
    act, _, action = coding.rstrip(")").partition("(")
    base = {"event_id": "e", "happening_id": "h", "sentence": 0, "action": action, "act": act}
    return Event(**{**base, **fields})  # type: ignore[arg-type]


def code(scheme: Scheme, axis: str, coding: str, **fields: object) -> str | None:
    found = [value for name, value, _ in scheme.codes_for(event(coding, **fields)) if name == axis]
    return found[0] if found else None


@pytest.mark.parametrize("name", STANDARD_SCHEMES)
def test_every_act_of_every_action_is_decided(schemes: dict[str, Scheme], name: str) -> None:
    scheme = schemes[name]
    actions = [action for _, action in scheme.vocabulary.actions] + [UNSPECIFIED]
    assert set(scheme.rows) == {(action, act) for action in actions for act in ACTS}
    assert all(rows and rows[-1].when.is_empty for rows in scheme.rows.values())


@pytest.mark.parametrize("name", STANDARD_SCHEMES)
def test_an_event_has_at_most_one_code_per_axis(schemes: dict[str, Scheme], name: str) -> None:
    scheme = schemes[name]
    parties = [party(sector) for sector in (None, "country", "MIL", "REB", "CVL")]
    for (action, act), source, target in product(scheme.rows, parties, parties):
        codes = scheme.codes_for(event(f"{act}({action})", source=source, target=target, killed=1))
        axes = [axis for axis, _, _ in codes if scheme.tags is None or axis != scheme.tags.axis]
        assert len(axes) == len(set(axes))
        assert set(axes) <= set(scheme.axes)
        assert all(value and label for _, value, label in codes)


@pytest.mark.parametrize("name", STANDARD_SCHEMES)
def test_no_line_is_dead(schemes: dict[str, Scheme], name: str) -> None:
    assert [f"line {entry.line}: {entry.name} {entry.act}" for entry in dead_entries(schemes[name])] == []


@pytest.mark.parametrize(
    ("name", "codes", "at_least"),
    [("cameo", 298, 290), ("plover", 83, 82), ("acled", 25, 25), ("ucdp", 3, 3)],
)
def test_codes_are_reached_or_have_a_reason(schemes: dict[str, Scheme], name: str, codes: int, at_least: int) -> None:
    table = support(schemes[name])
    assert len(table) == codes
    assert sum(bool(row.ways) for row in table) >= at_least
    assert [row.code.key for row in table if not row.ways and not row.reason] == []
    reached = {row.code.key for row in table if row.ways}
    assert reached.isdisjoint(schemes[name].unreached)


def test_every_plover_event_and_context_is_reached(schemes: dict[str, Scheme]) -> None:
    scheme = schemes["plover"]
    assert {row.code.values[0][1] for row in support(scheme) if row.ways} == {
        *(
            "AGREE",
            "CONSULT",
            "SUPPORT",
            "CONCEDE",
            "COOPERATE",
            "AID",
            "RETREAT",
            "REQUEST",
            "ACCUSE",
            "REJECT",
        ),
        *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    }
    assert scheme.tags is not None
    reached = {tag for tags in (*scheme.tags.by_topic.values(), *scheme.tags.by_action.values()) for tag in tags}
    assert reached == set(scheme.tags.labels)


@pytest.mark.parametrize(
    ("coding", "topics", "expected"),
    [
        ("ask(military_aid)", (), "0232"),
        ("demand(withdrawal)", (), "1056"),
        ("threaten(sanction)", (), "1312"),
        ("refuse(release)", (), "1243"),
        ("intend(meeting)", (), "036"),
        ("do(meeting)", (), "040"),
        ("accuse(torture)", (), "1122"),
        ("accuse(unspecified)", (), "112"),
        ("accuse(unspecified)", ("corruption",), "1121"),
        ("deny(shelling)", (), "016"),
        ("acknowledge(suicide_bombing)", (), "015"),
        ("consider(sanction)", (), "014"),
        ("attempt(assassination)", (), "185"),
        ("do(assassination)", (), "186"),
        ("attempt(shelling)", (), "194"),
        ("do(demonstration)", ("rights",), "1413"),
        ("do(demonstration)", (), "141"),
        ("do(hunger_strike)", ("leadership",), "1421"),
        ("demand(resignation)", (), "1041"),
        ("ask(policy_change)", (), "0242"),
        ("threaten(unspecified)", (), "130"),
        ("intend(shelling)", (), "1384"),
        ("do(unspecified)", (), None),
        ("do(withdrawal)", ("peacekeeping",), "1661"),
        ("no_such_act(shelling)", (), None),
    ],
)
def test_cameo_codes(schemes: dict[str, Scheme], coding: str, topics: tuple[str, ...], expected: str | None) -> None:
    assert code(schemes["cameo"], "code", coding, topics=topics) == expected


def test_cameo_axes(schemes: dict[str, Scheme]) -> None:
    assert schemes["cameo"].codes_for(event("refuse(meeting)")) == (
        ("code", "125", "Reject proposal to meet, discuss, or negotiate"),
        ("quad_class", "3", "Verbal conflict"),
        ("goldstein", "-5.0", "Goldstein scale value as GDELT has it"),
    )


@pytest.mark.parametrize(
    ("coding", "expected"),
    [
        ("intend(military_aid)", ["AGREE", "military"]),
        ("demand(ceasefire)", ["REQUEST", "yield", "military"]),
        ("refuse(meeting)", ["REJECT", "meet"]),
        ("threaten(air_strike)", ["THREATEN", "violence", "military"]),
        ("do(resignation)", ["RETREAT", "resign", "executive"]),
        ("do(conviction)", ["SANCTION", "convict", "legal"]),
        ("do(lawsuit)", ["ACCUSE", "allege", "legal"]),
        ("do(sign_agreement)", ["SUPPORT"]),
        ("do(pardon)", ["CONCEDE", "legal"]),
        ("do(drone_strike)", ["ASSAULT", "drone", "military"]),
        ("deny(torture)", []),
        ("do(optimistic_comment)", []),
    ],
)
def test_plover_codes(schemes: dict[str, Scheme], coding: str, expected: list[str]) -> None:
    assert [value for _, value, _ in schemes["plover"].codes_for(event(coding))] == expected


def test_plover_contexts_come_from_topics_and_actions_once(schemes: dict[str, Scheme]) -> None:
    happened = event("accuse(war_crime)", topics=("rights", "military"))
    contexts = [value for axis, value, _ in schemes["plover"].codes_for(happened) if axis == "context"]
    assert contexts == ["legal", "military", "rights_freedoms"]


@pytest.mark.parametrize(
    ("coding", "source", "target", "fields", "expected"),
    [
        ("do(armed_clash)", "MIL", "REB", {}, "Armed clash"),
        ("do(shooting)", "REB", "CVL", {}, "Attack"),
        ("do(shooting)", "MIL", "REB", {}, "Armed clash"),
        ("do(shooting)", "MIL", None, {}, None),
        ("do(capture_territory)", "MIL", "REB", {}, "Government regains territory"),
        ("do(capture_territory)", "REB", None, {}, "Non-state actor overtakes territory"),
        ("do(capture_territory)", "country", "country", {}, None),
        ("do(crowd_control)", "COP", "CVL", {}, "Protest with intervention"),
        ("do(crowd_control)", "COP", "CVL", {"killed": 2}, "Excessive force against protesters"),
        ("do(demonstration)", "CVL", None, {}, "Peaceful protest"),
        ("do(shelling)", "MIL", None, {"status": "claimed"}, "Shelling/artillery/missile attack"),
        ("do(shelling)", "MIL", None, {"status": "denied"}, None),
        ("attempt(shelling)", "MIL", None, {}, None),
        ("attempt(suicide_bombing)", "REB", None, {}, "Disrupted weapons use"),
        ("threaten(shelling)", "MIL", "REB", {}, None),
        ("do(meeting)", "GOV", "GOV", {}, None),
    ],
)
def test_acled_looks_at_sectors_losses_and_status(
    schemes: dict[str, Scheme],
    coding: str,
    source: str | None,
    target: str | None,
    fields: dict[str, object],
    expected: str | None,
) -> None:
    fields = {**fields, "source": party(source), "target": party(target)}
    assert code(schemes["acled"], "sub_event_type", coding, **fields) == expected


@pytest.mark.parametrize(
    ("coding", "source", "target", "killed", "expected"),
    [
        ("do(shelling)", "MIL", "REB", 3, "1"),
        ("do(shelling)", "country", "country", 3, "1"),
        ("do(armed_clash)", "REB", "MIL", 1, "1"),
        ("do(armed_clash)", "REB", "UAF", 1, "2"),
        ("do(bombing)", "REB", "CVL", 12, "3"),
        ("do(assassination)", "REB", "GOV", 1, "3"),
        ("do(shelling)", "MIL", "REB", 0, None),
        ("do(shelling)", "MIL", "REB", None, None),
        ("do(shelling)", None, "REB", 4, None),
        ("threaten(shelling)", "MIL", "REB", 3, None),
        ("do(meeting)", "MIL", "REB", 3, None),
    ],
)
def test_ucdp_needs_deaths_and_two_sides(
    schemes: dict[str, Scheme],
    coding: str,
    source: str | None,
    target: str | None,
    killed: int | None,
    expected: str | None,
) -> None:
    fields = {"source": party(source), "target": party(target), "killed": killed}
    assert code(schemes["ucdp"], "type_of_violence", coding, **fields) == expected


def party(sector: str | None) -> Actor | None:
    if sector is None:
        return None
    return actor(None if sector == "country" else sector)


FACTS = "key,name\n10,Strike\n20,Help\n"
HEAD = "scheme: mine\nlabel: Mine\nfacts: codes.csv\naxes: {code: {label: name}}\n"
ALL = "acts: {'do, consider, intend, ask, demand, threaten, refuse, accuse, deny, acknowledge': null}\n"


def load(tmp_path: Path, text: str, vocabulary: Vocabulary = SMALL) -> Scheme:
    (tmp_path / "codes.csv").write_text("# facts of a test\n" + FACTS, encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scheme(path, vocabulary)


def test_own_scheme(tmp_path: Path) -> None:
    scheme = load(tmp_path, HEAD + ALL + "families: {fighting: {do: 10}}\nactions: {armed_clash: {do: null}}\n")
    assert scheme.codes_for(event("attempt(shelling)")) == (("code", "10", "Strike"),)
    assert scheme.codes_for(event("do(armed_clash)")) == ()
    assert scheme.codes["10"].label == "Strike"


def test_a_scheme_extends_another(tmp_path: Path) -> None:
    load(tmp_path, HEAD + ALL + "families: {fighting: {do: 10}}\n")
    child = tmp_path / "child.yaml"
    child.write_text("scheme: child\nlabel: Child\nextends: mine.yaml\nactions: {shelling: {do: 20}}\n")
    scheme = load_scheme(child, SMALL)
    assert code(scheme, "code", "do(shelling)") == "20"
    assert code(scheme, "code", "do(armed_clash)") == "10"


def test_dead_lines_are_found(tmp_path: Path) -> None:
    scheme = load(tmp_path, HEAD + ALL + "families: {fighting: {do: 10}}\nactions: {shelling: {do: 10}}\n")
    assert [entry.name for entry in dead_entries(scheme)] == ["shelling"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("familes: {}\n", "line 6: unknown key 'familes'; did you mean 'families'"),
        ("actions: {shellling: {do: 10}}\n", "line 6: unknown action 'shellling'; did you mean 'shelling'"),
        ("families: {fihgting: {do: 10}}\n", "line 6: unknown family 'fihgting'; did you mean 'fighting'"),
        ("actions:\n  shelling:\n    dou: 10\n", "line 8: unknown act 'dou'"),
        ("actions:\n  shelling: {do: 100}\n", "line 7: unknown code '100'; did you mean '10'"),
        ("actions:\n  shelling: {do: '@x'}\n", "line 7: unknown rule '@x'"),
        ("actions:\n  shelling:\n    do: [{code: 10}, {code: 20}]\n", "line 8: this row can never apply"),
        (
            "actions:\n  shelling:\n    do: [{when: {topics: crime}, code: 10}]\n",
            "line 8: the last row must ask",
        ),
        ("only: {topics: crme}\n", "line 6: unknown topics 'crme'; did you mean 'crime'"),
        ("only: {source: MILL}\n", "line 6: unknown sector 'MILL'; did you mean 'MIL'"),
        ("only: {status: denyed}\n", "line 6: unknown status 'denyed'; did you mean 'denied'"),
        ("only: {reciprocal: maybe}\n", "true or false"),
        ("unreached: {30: why}\n", "line 6: a name must be text"),
        (
            "actions: {'shelling, armed_clash': {do: 10}, shelling: {do: 20}}\n",
            "do of shelling is given twice",
        ),
    ],
)
def test_bad_schemes_name_file_line_and_nearest(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(OntologyError, match=r"mine\.yaml") as caught:
        load(tmp_path, HEAD + ALL + text)
    assert message in str(caught.value)


def test_a_scheme_that_is_not_total_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"no code for do\(shelling\)"):
        load(tmp_path, HEAD)


def test_unknown_scheme_names_the_nearest() -> None:
    with pytest.raises(OntologyError, match="unknown scheme 'cameoo'; did you mean 'cameo'"):
        load_scheme("cameoo")


def test_a_scheme_cannot_extend_itself(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot extend itself"):
        load(tmp_path, "scheme: a\nlabel: A\nextends: mine.yaml\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,key\n", "the first column must be named 'key'"),
        ("# x\nkey,name\n10,a,b\n", "line 3: 3 fields for 2 columns"),
        ("key,name\n10,a\n10,b\n", "line 3: the key '10' is given twice"),
    ],
)
def test_bad_facts(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "bad.csv").write_text(content, encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD.replace("codes.csv", "bad.csv") + ALL, encoding="utf-8")
    with pytest.raises(OntologyError, match=message):
        load_scheme(path, SMALL)


def place(country: str) -> Place:
    return Place(text="x", span=(0, 1), name="x", country=country, latitude=0.0, longitude=0.0, precision=1)


@pytest.mark.parametrize(
    ("coding", "fields", "expected"),
    [
        ("do(armed_clash)", {"source": actor("MIL"), "target": actor("REB")}, ("1", "2", "12")),
        ("do(armed_clash)", {"source": actor("REB"), "target": actor("MIL", "BBB")}, ("2", "1", "12")),
        ("do(air_strike)", {"source": actor("MIL"), "target": actor("UAF"), "place": place("BBB")}, ("8", "3", "38")),
        ("do(shelling)", {"source": actor("MIL"), "target": actor(None)}, ("1", None, None)),
        ("do(shelling)", {"source": actor("MIL"), "target_text": "somebody"}, ("1", None, None)),
        ("do(shelling)", {"source": actor("MIL")}, ("1", None, "10")),
        ("do(killing)", {"source": actor("UAF"), "target": actor("JRN")}, ("3", "7", "37")),
        ("do(demonstration)", {"source": actor("EDU"), "target": actor("GOV")}, ("6", None, "60")),
        ("do(crowd_control)", {"source": actor("COP"), "target": actor("OPP")}, ("1", "6", "16")),
        ("do(riot)", {"source": actor("OPP"), "target": actor("COP")}, ("5", "1", "15")),
        ("threaten(shelling)", {"source": actor("MIL"), "target": actor("REB")}, (None, None, None)),
    ],
)
def test_the_sides_of_an_acled_event(
    schemes: dict[str, Scheme], coding: str, fields: dict[str, object], expected: tuple[str | None, ...]
) -> None:
    if fields.get("target") is not None:
        fields = {"target_text": "x", **fields}
    axes = ("actor1_type", "actor2_type", "interaction")
    assert tuple(code(schemes["acled"], axis, coding, **fields) for axis in axes) == expected


def test_every_code_that_a_scheme_writes_has_its_label(schemes: dict[str, Scheme]) -> None:
    labels = schemes["acled"].labels_by_axis()
    assert set(labels) == set(schemes["acled"].axes)
    happened = event("do(armed_clash)", source=actor("MIL"), target=actor("REB"), target_text="x")
    codes = schemes["acled"].codes_for(happened)
    assert codes
    assert all(labels[axis][value] == label for axis, value, label in codes)
