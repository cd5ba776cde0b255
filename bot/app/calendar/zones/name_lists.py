"""Regions, short names of clocks and what people call a city: none of it is in a list of cities.

A line is a zone and its places. Places are parted by commas, spellings of one place by slashes.
"""

REGIONS = """
America/New_York: Connecticut, Delaware, Florida, Georgia, Maine, Maryland, Massachusetts, New Hampshire
America/New_York: New Jersey, North Carolina, Ohio, Pennsylvania, Rhode Island, South Carolina, Vermont
America/New_York: Virginia, West Virginia, East Coast, Kentucky, USA/US/America
America/Detroit: Michigan
America/Indiana/Indianapolis: Indiana
America/Chicago: Alabama, Arkansas, Illinois, Iowa, Kansas, Louisiana
America/Chicago: Minnesota, Mississippi, Missouri, Nebraska
America/Chicago: North Dakota, Oklahoma, South Dakota, Tennessee, Texas, Wisconsin, USA/US/America
America/Denver: Colorado, Montana, New Mexico, Utah, Wyoming, USA/US/America
America/Boise: Idaho
America/Phoenix: Arizona
America/Los_Angeles: California, Nevada, Oregon, Washington State, West Coast, USA/US/America
America/Anchorage: Alaska, USA/US/America
Pacific/Honolulu: Hawaii
America/Toronto: Ontario, Quebec/Québec
America/Vancouver: British Columbia
America/Edmonton: Alberta
America/Winnipeg: Manitoba
America/Regina: Saskatchewan
America/Halifax: Nova Scotia
America/St_Johns: Newfoundland
Australia/Sydney: New South Wales
Australia/Melbourne: Victoria
Australia/Brisbane: Queensland
Australia/Perth: Western Australia
Australia/Adelaide: South Australia
Australia/Hobart: Tasmania
Europe/London: UK/Great Britain/Britain/Großbritannien, England, Scotland/Schottland
Europe/London: Wales, Northern Ireland
Europe/Berlin: Bavaria/Bayern, Saxony/Sachsen, Hesse/Hessen
Europe/Amsterdam: Holland
Europe/Prague: Czech Republic
Europe/Madrid: Catalonia
Asia/Dubai: UAE/Emirates
Asia/Makassar: Bali
Asia/Kolkata: Kerala, Punjab
"""

CLOCKS = """
Europe/London: GMT, BST
Europe/Berlin: CET, CEST, MEZ, MESZ
Europe/Athens: EET, EEST, OEZ
Europe/Lisbon: WET, WEST
Europe/Moscow: MSK, МСК
America/New_York: EST, EDT, ET
America/Chicago: CST, CDT
America/Denver: MST, MDT
America/Los_Angeles: PST, PDT
America/Anchorage: AKST
Pacific/Honolulu: HST
America/Sao_Paulo: BRT
America/Argentina/Buenos_Aires: ART
Asia/Kolkata: IST
Europe/Dublin: IST
Asia/Karachi: PKT
Asia/Shanghai: CST
Asia/Singapore: SGT
Asia/Tokyo: JST
Asia/Seoul: KST
Australia/Sydney: AEST, AEDT
Australia/Perth: AWST
Australia/Adelaide: ACST
Pacific/Auckland: NZST, NZDT, NZ
"""
"""What people call their clock. Some letters stand for two; `EST` as a zone of its own has no summer time."""

NICKNAMES = """
Ahmedabad: Amdavad
Atlanta: ATL
Bengaluru: BLR
Buenos Aires: BsAs
Cape Town: CPT
Cebu City: Cebu
Chicago: CHI
Cluj-Napoca: Cluj
Fes: Fez
Frankfurt am Main: FFM
Ho Chi Minh City: HCMC, Saigon
Hong Kong: HK
Johannesburg: Joburg, Jozi
Kuala Lumpur: KL
Las Vegas: Vegas
London: LDN
Los Angeles: LA, L.A.
Mexico City: CDMX
New Orleans: NOLA
New York City: NYC, NY, Big Apple
Philadelphia: Philly
Rio de Janeiro: Rio
Saint Petersburg: Питер, СПб
Salt Lake City: SLC
San Francisco: SF, San Fran, Bay Area, Silicon Valley
Sao Paulo: Sampa
Tel Aviv: TLV
Washington: DC, D.C., Washington DC
"""
"""Cities, and what they are called for short. Nothing else is meant by it."""
