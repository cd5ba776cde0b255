"""Big cities after which no zone is named, regions, and short names of clocks: replies only.

A line is a zone and its places. Places are parted by commas, spellings of one place by slashes.
"""

CITIES = """
Europe/Berlin: Munich/München, Hamburg, Cologne/Köln, Frankfurt/Frankfurt am Main, Stuttgart
Europe/Berlin: Düsseldorf, Leipzig, Dresden, Hanover/Hannover, Nuremberg/Nürnberg
Europe/Berlin: Bremen, Essen, Dortmund, Bonn
Europe/Berlin: Karlsruhe, Mannheim, Freiburg, Heidelberg, Aachen, Münster, Bielefeld, Kiel, Potsdam
Europe/Vienna: Graz, Linz, Salzburg, Innsbruck
Europe/Zurich: Geneva/Genève/Genf, Basel, Bern/Berne, Lausanne
Europe/Paris: Lyon/Lyons, Marseille/Marseilles, Toulouse, Nice/Nizza, Nantes
Europe/Paris: Bordeaux, Lille, Strasbourg/Straßburg
Europe/London: Manchester, Birmingham, Liverpool, Leeds, Glasgow, Edinburgh
Europe/London: Bristol, Sheffield, Cardiff, Belfast
Europe/London: Newcastle, Nottingham, Oxford, Cambridge
Europe/Dublin: Cork, Galway
Europe/Madrid: Barcelona, Valencia/València, Seville/Sevilla, Bilbao, Zaragoza, Málaga, Palma
Europe/Lisbon: Porto/Oporto
Europe/Rome: Milan/Milano/Mailand, Naples/Napoli/Neapel, Turin/Torino, Florence/Firenze/Florenz
Europe/Rome: Venice/Venezia/Venedig, Bologna, Genoa/Genova/Genua, Palermo
Europe/Amsterdam: Rotterdam, The Hague/Den Haag, Utrecht, Eindhoven
Europe/Brussels: Antwerp/Antwerpen, Ghent/Gent
Europe/Copenhagen: Aarhus/Århus
Europe/Stockholm: Gothenburg/Göteborg, Malmö
Europe/Oslo: Bergen, Trondheim
Europe/Helsinki: Tampere, Turku, Espoo
Europe/Warsaw: Kraków/Cracow/Krakau, Łódź/Lodz, Wrocław/Breslau, Poznań, Gdańsk/Danzig, Katowice
Europe/Prague: Brno/Brünn, Ostrava
Europe/Bucharest: Cluj/Cluj-Napoca, Timișoara, Iași
Europe/Athens: Thessaloniki
Europe/Kyiv: Kyjiw, Kharkiv/Kharkov/Харків/Харьков, Odesa/Odessa/Одеса/Одесса, Dnipro/Днiпро/Днепр
Europe/Kyiv: Lviv/Lvov/Львів/Львов
Europe/Istanbul: Ankara, Izmir, Bursa, Antalya
Europe/Moscow: Saint Petersburg/St Petersburg/Санкт-Петербург/Питер, Nizhny Novgorod/Нижний Новгород
Europe/Moscow: Kazan/Казань, Rostov-on-Don/Rostov/Ростов-на-Дону, Krasnodar/Краснодар, Voronezh/Воронеж
Asia/Yekaterinburg: Chelyabinsk/Челябинск, Ufa/Уфа, Perm/Пермь
America/New_York: Boston, Philadelphia/Philly, Washington/Washington DC, Miami
America/New_York: Atlanta, Charlotte, Pittsburgh
America/New_York: Baltimore, Cleveland, Columbus, Cincinnati, Orlando, Tampa, Jacksonville, Buffalo, Raleigh
America/New_York: New York City/NYC, Brooklyn, Cambridge
America/Chicago: Houston, Dallas, Austin, San Antonio, New Orleans
America/Chicago: Minneapolis, St Louis, Kansas City, Memphis
America/Chicago: Nashville, Milwaukee, Oklahoma City, Omaha, Birmingham
America/Denver: Salt Lake City, Albuquerque, El Paso, Colorado Springs
America/Phoenix: Tucson
America/Los_Angeles: San Francisco/SF, Seattle, San Diego, Portland, San Jose
America/Los_Angeles: Las Vegas, Sacramento, Oakland
America/Los_Angeles: Palo Alto
America/Toronto: Montreal/Montréal, Ottawa, Quebec City/Québec
America/Edmonton: Calgary
America/Mexico_City: Guadalajara, Puebla, León
America/Bogota: Medellín, Cali, Barranquilla
America/Guayaquil: Quito
America/La_Paz: Santa Cruz de la Sierra, Cochabamba
America/Caracas: Maracaibo
America/Sao_Paulo: Rio de Janeiro/Rio, Brasília, Belo Horizonte, Porto Alegre, Curitiba, Florianópolis
America/Bahia: Salvador
America/Argentina/Cordoba: Rosario
America/Santiago: Valparaíso
Asia/Kolkata: Mumbai/Bombay, Delhi/New Delhi, Bangalore/Bengaluru, Chennai/Madras, Hyderabad, Pune/Poona
Asia/Kolkata: Ahmedabad, Jaipur, Lucknow, Kochi/Cochin, Surat
Asia/Karachi: Lahore, Islamabad, Faisalabad, Rawalpindi
Asia/Dhaka: Chittagong/Chattogram
Asia/Shanghai: Beijing/Peking/北京, Shenzhen/深圳, Guangzhou/Canton/广州, Chengdu/成都
Asia/Shanghai: Chongqing/重庆, Wuhan/武汉
Asia/Shanghai: Hangzhou/杭州, Nanjing/Nanking/南京, Tianjin/天津, Xi'an/西安, Suzhou/苏州, Harbin/哈尔滨
Asia/Taipei: Kaohsiung/高雄, Taichung/台中
Asia/Tokyo: Osaka/大阪, Kyoto/京都, Yokohama/横浜, Nagoya/名古屋, Sapporo/札幌, Fukuoka/福岡, Kobe/神戸
Asia/Seoul: Busan/Pusan/부산, Incheon/인천, Daegu/대구
Asia/Ho_Chi_Minh: Hanoi/Hà Nội, Da Nang/Đà Nẵng
Asia/Jakarta: Bandung, Surabaya, Medan, Yogyakarta
Asia/Makassar: Denpasar, Bali
Asia/Manila: Quezon City, Cebu, Davao
Asia/Bangkok: Chiang Mai, Phuket
Asia/Kuala_Lumpur: Penang/George Town, Johor Bahru
Asia/Yangon: Mandalay
Asia/Dubai: Abu Dhabi, Sharjah
Asia/Riyadh: Jeddah, Mecca, Medina
Asia/Jerusalem: Tel Aviv, Haifa
Asia/Tehran: Mashhad, Isfahan, Shiraz, Tabriz
Asia/Baghdad: Basra, Mosul, Erbil
Asia/Damascus: Aleppo
Asia/Almaty: Astana/Nur-Sultan/Астана
Africa/Cairo: Alexandria, Giza
Africa/Casablanca: Rabat, Marrakesh/Marrakech, Fez
Africa/Lagos: Abuja, Kano, Ibadan
Africa/Johannesburg: Cape Town/Kapstadt, Durban, Pretoria, Joburg
Africa/Nairobi: Mombasa
Africa/Accra: Kumasi
Africa/Douala: Yaoundé
Africa/Dar_es_Salaam: Dodoma, Zanzibar
Australia/Sydney: Canberra
Australia/Brisbane: Gold Coast
Pacific/Auckland: Wellington, Christchurch
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
America/Los_Angeles: PST, PDT, LA
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
