"""Who asserts an event, from parsed sentences and from records made by hand."""

from __future__ import annotations

import pytest

from dateline.coding.candidates.matcher import Matcher
from dateline.coding.cast import ActorResolver
from dateline.coding.claims.assertion import find_claim
from dateline.coding.ontology import load_ontology
from dateline.coding.syntax import Vocabulary, extract_predications, find_quotes
from dateline.coding.syntax.parser import Parser, split_sentences

ONTOLOGY = load_ontology()


@pytest.mark.parametrize(
    ("text", "status", "claimant"),
    [
        ("Rebels shelled the village of Darda on Monday.", "reported", None),
        ("Rebels shelled the village of Darda, the defence ministry said.", "claimed", "the defence ministry"),
        ("According to the army, rebels shelled the village of Darda.", "claimed", "the army"),
        ("The governor told reporters that rebels had shelled the village of Darda.", "claimed", "The governor"),
        ("Rebels allegedly shelled the village of Darda.", "alleged", None),
        ("Kyiv accused Russian forces of shelling the village of Darda.", "alleged", "Kyiv"),
        ("“Rebels shelled the village,” reads a statement issued by the army.", "claimed", "the army"),
        ("Rebels shelled the village of Darda and burned a mill, an army statement said.", "claimed", "army"),
        ("Rebels shelled the village of Darda, an officer said; the soldiers had left.", "claimed", "an officer"),
        ("Six were hurt, the army said, and rebels shelled the village of Darda.", "claimed", "the army"),
        ("Rebels shelled the village of Darda and, by their own account, took it.", "claimed", "their"),
    ],
)
def test_claim_of_a_shelling(
    parser: Parser, actors: ActorResolver, text: str, status: str, claimant: str | None
) -> None:
    matcher = Matcher(ONTOLOGY, actors)
    ((sentence, span),) = split_sentences(parser.parse(text))
    predications = extract_predications(span, 0, Vocabulary(ONTOLOGY.nouns, ONTOLOGY.adjectives), find_quotes(text))
    mentions = [m for m in matcher.match(predications)[0] if (m.action, m.act) == ("shelling", "do")]
    assert len(mentions) == 1
    claim = find_claim(mentions[0], predications, sentence, ONTOLOGY, actors.is_actor)
    assert claim.status == status
    assert (claim.claimant.text if claim.claimant else None) == claimant


def test_quotes_end_with_their_paragraph() -> None:
    text = 'He said “we will go\nThey left. "Now" it ended.'
    assert [text[a:b] for a, b in find_quotes(text)] == ["“we will go", '"Now"']
