"""Closed classes of words around place names: prepositions, directions, types of places, titles. Lower case throughout."""

from __future__ import annotations

import functools

from dateline.coding.places.gazetteer import data_folder

# After these a name is where something is, and little else.
LOCATIVE = frozenset(
    "in at near outside inside within around along across throughout off beyond towards toward into onto amid beside opposite "
    "above below under between over through via nearby".split()
)
# After these it may be a place, a person or a side.
DIRECTIONAL = frozenset("to from of on for against by and or with".split())
NEAR = frozenset("near outside around beside opposite off towards toward nearby beyond".split())
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest north-east north-west "
    "south-east south-west northeastern northwestern southeastern southwestern north-eastern north-western south-eastern "
    "south-western upper lower inner outer greater downtown central mainland metropolitan rural coastal mid far old"
    .split()
)
# "the town of X", "X district": what shows that X is a place. The number is its precision.
PLACE_TYPES = {
    **dict.fromkeys("city town village hamlet settlement suburb neighbourhood neighborhood quarter port capital township camp airport "
                    "airbase base prison hospital square checkpoint crossing bridge".split(), 1),
    **dict.fromkeys("district districts county counties municipality raion rayon subdistrict commune area valley gorge island islands outskirts "
                    "suburbs countryside vicinity direction sector axis front line lake bay forest hills mountain corridor enclave "
                    "towns villages".split(), 2),
    **dict.fromkeys("province provinces region regions state states governorate governorates oblast prefecture department territory "
                    "republic peninsula parish division canton krai emirate sea gulf strait ocean coast desert river delta basin "
                    "mountains kingdom".split(), 3),
}  # fmt: skip
# What follows a name inside the name of a body, a paper or a firm.
BODY_WORDS = frozenset(
    "university times post herald tribune journal bank company corporation corp inc ltd united fc club college school institute "
    "council parliament assembly court police army navy ministry embassy group party movement front union league association society "
    "commission committee agency authority foundation center centre museum theatre theater church cathedral stadium exchange airlines "
    "airways newspaper news radio television tv magazine press project treaty accord accords agreement declaration convention protocol "
    "conference summit process initiative marathon cup open championship championships games festival brigade battalion division regiment corps "
    "rangers giants cowboys dodgers yankees daily observer guardian telegraph hospital clinic department office bureau "
    "health medical".split()
)
# "University of X", "Bank of X": the whole names a body.
BODY_HEADS = frozenset(
    "university bank church college institute academy bishop archbishop duke prince princess earl king queen treaty convention "
    "declaration museum battle siege court house parliament voice times congress knights party movement "
    "republic-guard statute".split()
)
TITLES = frozenset(
    "mr mrs ms dr sir president premier minister senator sen rep gov governor mayor general gen colonel col captain capt major maj "
    "lieutenant lt sergeant sgt commander admiral secretary chancellor ambassador judge justice king queen prince princess pope "
    "cardinal bishop archbishop sheikh sheik ayatollah imam mullah professor prof chairman chairwoman director spokesman spokeswoman "
    "spokesperson coach detective officer attorney lord lady dame saint miss sister brother father rev reverend congressman "
    "congresswoman representative deputy doctor analyst".split()
)
# Words with a capital after a country that do not make another name of it: "US President", "UK Foreign Secretary".
OFFICE_WORDS = TITLES | frozenset(
    "prime foreign defence defense interior vice first federal supreme army air navy marine senate congress house parliament ministry "
    "department embassy government state national central police armed forces border coast military treasury cabinet administration "
    "senators house district supreme attorney homeland food food-and-drug centers center geological forest fish agency health environment environmental "
    "democratic republican special national security intelligence".split()
)
# Words that begin a sentence, and months and days: their capital says nothing of the word after them.
FUNCTION_WORDS = frozenset(
    "a an the this that these those it he she they we you i its his her their our my your in on at by to from of for with without "
    "within into onto upon under over near outside inside around along across between among after before since until till during "
    "while when where what which who whose why how as if though although because so but and or nor yet not no both either neither "
    "all some many most more few several each every any other another one two three four five six seven eight nine ten also "
    "meanwhile however moreover then there here now today yesterday tomorrow earlier later last next only even just still "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december throughout via off toward towards about like unlike despite following including according per than versus vs "
    "once again never such been is are was were be has have had will would can could should may might must does did do said says "
    "against amid beyond nearby besides elsewhere".split()
)  # fmt: skip
# Larger towns and divisions that are as often a first or a family name.
PERSON_NAMES = frozenset(
    "abbott adelaide alexander alexandra allen amherst austin barry barrie beaumont bedford blair bradford brandon brent bristol "
    "burnley bush butler caldwell carlos carson carter cary chandler charlotte chelsea chester clark clayton cleveland clinton "
    "columbus compton cook craig crawford dallas dalton darwin david davidson davis dayton decatur denton diego douglas dudley "
    "duncan durham edison edmond elgin elizabeth eugene everett florence francis francisco fraser garcia garland george gilbert "
    "gordon graham grant hamilton hammond harper harris harrison hassan hastings hayes hayward helena henderson houston hudson "
    "ibrahim irvine irving isabela jackson james jefferson jesus johnson jones jose juan kelly kent kennedy khalid kimberley kingston "
    "lafayette lancaster langley lawrence lawton leon lewis lincoln london-smith lopez lowell lynn mackay madison mahmud marino "
    "marion marshall martin martinez mason mansfield mckinney medina melbourne mendoza mercedes miller milton mitchell monroe montgomery "
    "morales morgan morris moses murray napoleon nasser nelson newton nigel nixon norman obama oliver olivia orlando oscar "
    "owen paris-hilton parker patterson paul perry peter pierre preston quincy raleigh ramos raymond reagan regina reno richardson "
    "richmond rivera roberts rodriguez roman romero rosario roy russell salem salvador sanchez santos savannah scott selma shannon "
    "sharon sheffield sheldon sherman sidney simon stafford stanley stewart sutton sydney-smith taylor theodore thomas thornton "
    "tracy troy trump truman tyler valencia vance vaughan vernon victor victoria vincent virginia wallace walker warren wayne "
    "webster wellington wesley wilson windsor winston woods zapata abdullah ahmed ali hussein hasan mahmoud mohammed muhammad "
    "omar osman saleh salman yusuf musa karim rahman aziz farah daud isa jamal malik mansour nasir noor qasim rashid said saif "
    "tariq yahya zahir maria ana marta sofia anna barbara carolina lourdes rosa santana silva sousa torres vargas vega".split()
)
# Months, days and the like that stand with a capital and are also towns.
NEVER = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november "
    "december islam islamic muslim christian jewish god allah un nato eu-council easter christmas ramadan internet web opposition "
    "spring summer autumn winter fall facebook twitter google reuters president street avenue road boulevard".split()
)
DIRECTION_OF = ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "km", "kilometers", "kilometres", "miles")


@functools.cache
def common_words() -> frozenset[str]:
    """English words that are also names of places (words.txt)."""
    with (data_folder() / "words.txt").open(encoding="utf-8") as stream:
        return frozenset(line.strip() for line in stream if not line.startswith("#"))
