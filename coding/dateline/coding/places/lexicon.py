"""Closed classes of words around place names, by hand; lower case throughout."""

from __future__ import annotations

import functools

from dateline.coding.places.gazetteer import data_folder

# After these a name is where something is, and little else.
LOCATIVE = frozenset(
    """
    above across along amid around at below beside between beyond in inside into near nearby off onto
    opposite outside over through throughout toward towards under via within
    """.split()
)
# After these it may be a place, a person or a side.
DIRECTIONAL = frozenset(
    """
    against and by for from of on or to with
    """.split()
)
# These make the place one near the name.
NEAR = frozenset(
    """
    around beside beyond near nearby off opposite outside toward towards
    """.split()
)
# Parts of a place: "northern X", "Upper X".
DIRECTIONS = frozenset(
    """
    central coastal downtown east eastern far greater inner lower mainland metropolitan mid north
    northeast northeastern northern northwest northwestern old outer rural south southeast southeastern
    southern southwest southwestern upper west western
    """.split()
)
# Words between a preposition and the name: "in the besieged X".
LINKING = frozenset(
    """
    a besieged border capital coastal nearby neighboring neighbouring occupied remote the
    """.split()
)
# "north of X", "40 miles of X": near it.
DIRECTION_OF = frozenset(
    """
    east kilometers kilometres km miles north northeast northwest south southeast southwest west
    """.split()
)
# "the town of X", "X district": words that show that X is a place, by the precision that they give it.
_EXACT_TYPES = frozenset(
    """
    airbase airport base bridge camp capital checkpoint city crossing hamlet hospital neighborhood
    neighbourhood port prison quarter settlement square suburb town township village
    """.split()
)
# Small regions and surroundings.
_SMALL_TYPES = frozenset(
    """
    area axis bay commune corridor counties countryside county direction district districts enclave
    forest front gorge hills island islands lake line mountain municipality outskirts raion rayon sector
    subdistrict suburbs towns valley vicinity villages
    """.split()
)
# Large regions.
_LARGE_TYPES = frozenset(
    """
    basin canton coast delta department desert division emirate governorate governorates gulf kingdom
    krai mountains oblast ocean parish peninsula prefecture province provinces region regions republic
    river sea state states strait territory
    """.split()
)
PLACE_TYPES = {
    **dict.fromkeys(sorted(_EXACT_TYPES), 1),
    **dict.fromkeys(sorted(_SMALL_TYPES), 2),
    **dict.fromkeys(sorted(_LARGE_TYPES), 3),
}
# Words of type that make no other place of the name: "the outskirts of X" is around the town X.
AROUND = frozenset(
    """
    airbase airport axis base capital countryside direction front line outskirts port sector suburbs
    vicinity
    """.split()
)
# Words of type that also follow what is no place: "X hospital", "X state".
LOOSE_TYPES = frozenset(
    """
    axis base bridge capital coast division forest front hospital line prison sector square state
    """.split()
)
# "Department of Labour", "State of Emergency": offices and conditions rather than places.
OFFICES = frozenset({"Department", "State", "Division", "Capital", "Hospital"})
# What follows a name inside the name of a body, a paper or a firm.
BODY_WORDS = frozenset(
    """
    accord accords agency agreement airlines airways army assembly association authority bank battalion
    brigade bureau cathedral center centre championship championships church clinic club college
    commission committee company conference convention corp corporation corps council court cowboys cup
    daily declaration department division dodgers embassy exchange fc festival foundation front games
    giants group guardian herald hospital inc initiative institute journal league ltd magazine marathon
    ministry movement museum navy news newspaper observer office open parliament party police post press
    presse process project protocol radio rangers regiment school society stadium summit telegraph
    television theater theatre times treaty tribune tv union united university yankees
    """.split()
)
# "University of X", "Bank of X": the whole names a body.
BODY_HEADS = frozenset(
    """
    academy archbishop bank battle bishop church college congress convention court declaration duke earl
    house institute king knights movement museum parliament party prince princess queen siege statute
    times treaty university voice
    """.split()
)
# Before these a name is a person's.
TITLES = frozenset(
    """
    admiral ambassador analyst archbishop attorney ayatollah bishop brother capt captain cardinal
    chairman chairwoman chancellor coach col colonel commander congressman congresswoman dame deputy
    detective director doctor dr father gen general gov governor imam judge justice king lady lieutenant
    lord lt maj major mayor minister miss mr mrs ms mullah officer pope premier president prince
    princess prof professor queen rep representative rev reverend saint secretary sen senator sergeant
    sgt sheik sheikh sir sister spokesman spokesperson spokeswoman
    """.split()
)
# Words with a capital after a place that make no other name of it: "US President", "UK Foreign Secretary".
OFFICE_WORDS = TITLES | frozenset(
    """
    administration agency air armed army border cabinet center centers central coast congress defence
    defense democratic department district embassy environment environmental federal first fish food
    forces foreign forest geological government health homeland house intelligence interior marine
    military ministry national navy parliament police prime republican security senate senators special
    state supreme treasury vice
    """.split()
)
# Words that begin a sentence, and months and days: their capital says nothing of the word after them.
FUNCTION_WORDS = frozenset(
    """
    a about according across after again against all along also although amid among an and another any
    april are around as at august be because been before besides between beyond both but by can could
    december despite did do does during each earlier eight either elsewhere even every february few five
    following for four friday from had has have he her here his how however i if in including inside
    into is it its january july june just last later like many march may meanwhile might monday more
    moreover most must my near nearby neither never next nine no nor not november now october of off on
    once one only onto or other our outside over per said saturday says september seven several she
    should since six so some still such sunday ten than that the their then there these they this those
    though three throughout thursday till to today tomorrow toward towards tuesday two under unlike
    until upon versus via vs was we wednesday were what when where which while who whose why will with
    within without would yesterday yet you your
    """.split()
)
# Larger towns and divisions that are as often a first or a family name.
PERSON_NAMES = frozenset(
    """
    abbott abdullah adelaide ahmed alexander alexandra ali allen amherst ana anna austin aziz barbara
    barrie barry beaumont bedford blair bradford brandon brent bristol burnley bush butler caldwell
    carlos carolina carson carter cary chandler charlotte chelsea chester clark clayton cleveland
    clinton columbus compton cook craig crawford dallas dalton darwin daud david davidson davis dayton
    decatur denton diego douglas dudley duncan durham edison edmond elgin elizabeth eugene everett farah
    florence francis francisco fraser garcia garland george gilbert gordon graham grant hamilton hammond
    harper harris harrison hasan hassan hastings hayes hayward helena henderson houston hudson hussein
    ibrahim irvine irving isa isabela jackson jamal james jefferson jesus johnson jones jose juan karim
    kelly kennedy kent khalid kimberley kingston lafayette lancaster langley lawrence lawton leon lewis
    lincoln lopez lourdes lowell lynn mackay madison mahmoud mahmud malik mansfield mansour maria marino
    marion marshall marta martin martinez mason mckinney medina mendoza mercedes miller milton mitchell
    mohammed monroe montgomery morales morgan morris moses muhammad murray musa napoleon nasir nasser
    nelson newton nigel nixon noor norman obama oliver olivia omar orlando oscar osman owen parker
    patterson paul perry peter pierre preston qasim quincy rahman raleigh ramos rashid raymond reagan
    regina reno richardson richmond rivera roberts rodriguez roman romero rosa rosario roy russell said
    saif saleh salem salman salvador sanchez santana santos savannah scott selma shannon sharon
    sheffield sheldon sherman sidney silva simon sofia sousa stafford stanley stewart sutton tariq
    taylor theodore thomas thornton torres tracy troy truman trump tyler valencia vance vargas vaughan
    vega vernon victor victoria vincent virginia walker wallace warren wayne webster wellington wesley
    wilson windsor winston woods yahya yusuf zahir zapata
    """.split()
)
# Countries that are also first or family names.
PERSON_COUNTRIES = frozenset({"chad", "georgia", "israel", "jordan"})
# Seats of government that speak and act: places only after a preposition of place.
SEATS = frozenset(
    {
        "capitol hill",
        "downing street",
        "elysee palace",
        "kremlin",
        "old city",
        "pentagon",
        "vatican",
        "white house",
    }
)
# Months, faiths, agencies and the like that stand with a capital and are also names of towns.
NEVER = frozenset(
    """
    allah april august autumn avenue boulevard christian christmas december easter facebook fall
    february friday god google internet islam islamic january jewish july june monday muslim nato
    november october opposition president ramadan reuters road saturday september spring street summer
    sunday thursday tuesday twitter un web wednesday winter
    anadolu antara autumn interfax spring tass winter xinhua
    """.split()
)


@functools.cache
def common_words() -> frozenset[str]:
    """English words that are also names of places (words.txt)."""
    with (data_folder() / "words.txt").open(encoding="utf-8") as stream:
        return frozenset(line.strip() for line in stream if not line.startswith("#"))
