"""Words for people, for equipment, and for what is counted but is neither: the tables of the loss grammar.

Everyday English of conflict reporting, compiled by hand (2024).
"""

from __future__ import annotations

PEOPLE = (
    "people person persons men man women woman children child boy girl baby infant teenager youth adult "
    "civilian villager resident inhabitant citizen passenger pedestrian bystander worshipper worshiper "
    "shopper commuter tourist traveller traveler soldier serviceman servicewoman servicemen servicewomen "
    "troop troops trooper conscript recruit reservist paratrooper marine sailor airman airmen pilot crewman "
    "crewmen crew officer general colonel major captain lieutenant sergeant corporal private commander "
    "commando guard bodyguard guardsman guardsmen policeman policemen policewoman policewomen police "
    "patrolman gendarme constable detective agent ranger peacekeeper militant militiaman militiamen fighter "
    "insurgent rebel guerrilla guerilla gunman gunmen terrorist extremist jihadist bomber attacker assailant "
    "suspect separatist combatant warrior mercenary sniper protester protestor demonstrator rioter activist "
    "striker unionist journalist reporter cameraman cameramen photographer editor correspondent technician "
    "worker labourer laborer labourers miner farmer peasant herder fisherman fishermen driver engineer "
    "teacher student pupil professor doctor nurse medic paramedic rescuer firefighter fireman firemen "
    "volunteer employee staff staffer official diplomat ambassador envoy consul minister president mayor "
    "governor senator congressman deputy lawmaker legislator politician candidate leader member supporter "
    "follower sympathizer judge magistrate prosecutor lawyer attorney priest bishop archbishop nun monk imam "
    "cleric pastor pilgrim jesuit missionary businessman businessmen businesswoman banker executive trader "
    "merchant shopkeeper vendor prisoner inmate detainee hostage refugee migrant settler nomad nationals "
    "national native foreigner american victim survivor relative father mother parent brother sister son "
    "daughter wife husband uncle aunt cousin nephew niece grandfather grandmother toddler widow couple family "
    "maid gardener cook housekeeper secretary aide adviser advisor assistant chief boss chairman director "
    "spokesman contractor expert scientist observer monitor inspector operative spy courier cadet veteran "
    "servant shepherd patient guest diner tribesman tribesmen elder chieftain waiter waitress cleaner "
    "porter hawker pensioner orphan newborn schoolgirl schoolboy schoolchild schoolchildren youngster "
    "clerk accountant sheikh rabbi deacon seminarian carpenter mason builder docker janitor caretaker "
    "beggar squatter hiker climber cyclist biker motorcyclist rider footballer athlete musician singer "
    "actor artist poet writer blogger author interpreter translator guide conductor steward stewardess "
    "attendant councillor councilman councilwoman commissioner sapper deminer orderly midwife pharmacist "
    "dentist surgeon mourner evacuee returnee deportee castaway islander townsperson townspeople "
    "countrymen compatriot rohingya hazara yazidi uighur uyghur kurd tutsi hutu roma tigrayan oromo "
    "amhara copt druze alawite shiite sunni fulani dinka nuer "
    "hooligan fan spectator neighbour neighbor boys girls ones others personnel"
).split()
"""Nouns for people, in the singular where that has a regular plural."""

EQUIPMENT = (
    "tank vehicle truck car jeep bus ambulance aircraft plane airplane warplane jet fighter bomber helicopter "
    "gunship drone uav howitzer mortar gun artillery launcher missile rocket battery radar ship boat warship "
    "vessel frigate destroyer submarine tanker carrier apc apcs ifv humvee bulldozer locomotive pickup weapon "
    "position depot bridge system transporter hardware"
).split()
NOT_PEOPLE = (
    "minute hour day week month year time goal point seat bill job house home building shop car cow goat "
    "sheep horse dog cat animal bird chicken pig cattle fish elephant tree village town city country province "
    "state dollar euro pound percent mile kilometer kilometre meter metre foot feet inch ton tonne bullet "
    "shot shell rocket bomb missile tank vehicle truck aircraft helicopter plane drone attack clash raid "
    "blast explosion incident case occasion place plan proposal deal amendment hope chance career market idea "
    "project program programme location gunshot wound stab round match game hospital paper others' metro mph "
    "kmh lives"
).split()
"""Nouns that a number beside a word of killing may count without anybody being lost: "killed 45 minutes"."""

DISEASES = (
    "cancer covid covid-19 coronavirus flu influenza malaria aids hiv ebola cholera measles tuberculosis "
    "diabetes disease diseases illness stroke pneumonia pandemic epidemic virus smoking overdose overdoses "
    "obesity suicide suicides natural old age dengue heatstroke"
).split()
