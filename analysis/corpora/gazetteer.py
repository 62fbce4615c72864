"""Names of places that boards print, and what each stands for; data only, all in lower case.

A city is listed where boards print its name alone and one place of that name is by far the best
known; 'Cambridge', 'Birmingham' or 'Richmond' are left out, for they are not. Doubt: 'London' alone
is read as the one in England and 'San Jose' as the one in California.
"""

US_STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA",
    "colorado": "CO", "connecticut": "CT", "delaware": "DE", "district of columbia": "DC",
    "dc": "DC", "d c": "DC",
    "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID", "illinois": "IL",
    "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA",
    "maine": "ME", "maryland": "MD", "massachusetts": "MA", "mass": "MA", "michigan": "MI",
    "minnesota": "MN", "mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE",
    "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM",
    "new york": "NY", "new york state": "NY", "north carolina": "NC", "north dakota": "ND",
    "ohio": "OH", "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA", "puerto rico": "PR",
    "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN",
    "texas": "TX", "utah": "UT", "vermont": "VT", "virginia": "VA", "washington": "WA",
    "washington state": "WA", "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY",
}  # fmt: skip
"""States, the federal district and Puerto Rico of the United States, with their postal codes."""

US_CODES = frozenset(US_STATES.values())

CITIES_NAMED_LIKE_STATES = frozenset({"new york", "washington"})
"""Alone, these name the city or the state; 'Washington' even two of them."""

PROVINCES = {
    "alberta": "AB", "british columbia": "BC", "manitoba": "MB", "new brunswick": "NB",
    "newfoundland and labrador": "NL", "nova scotia": "NS", "ontario": "ON",
    "prince edward island": "PE", "quebec": "QC", "québec": "QC", "saskatchewan": "SK",
}  # fmt: skip
"""Provinces of Canada, with their postal codes."""

PROVINCE_CODES = frozenset(PROVINCES.values())

COUNTRIES = {
    "AE": "united arab emirates|uae|are",
    "AL": "albania", "AM": "armenia|arm", "AR": "argentina|arg", "AT": "austria|aut|österreich",
    "AU": "australia|aus", "AZ": "azerbaijan|aze", "BA": "bosnia|bosnia and herzegovina",
    "BD": "bangladesh|bgd", "BE": "belgium|bel", "BG": "bulgaria|bgr", "BH": "bahrain",
    "BO": "bolivia", "BR": "brazil|brasil|bra", "BY": "belarus", "CA": "canada|can",
    "CH": "switzerland|che|schweiz|suisse", "CL": "chile|chl", "CM": "cameroon",
    "CN": "china|chn|mainland china|people's republic of china", "CO": "colombia|col",
    "CR": "costa rica|cri", "CY": "cyprus|cyp", "CZ": "czech republic|czechia|cze",
    "DE": "germany|deu|deutschland", "DK": "denmark|dnk|danmark",
    "DO": "dominican republic|dom", "DZ": "algeria", "EC": "ecuador|ecu", "EE": "estonia|est",
    "EG": "egypt|egy", "ES": "spain|esp|españa", "ET": "ethiopia", "FI": "finland|fin",
    "FR": "france|fra|france, metropolitan",
    "GB": "united kingdom|uk|great britain|gbr|england|scotland|wales|northern ireland",
    "GE": "republic of georgia|geo", "GH": "ghana|gha", "GR": "greece|grc", "GT": "guatemala",
    "HK": "hong kong|hkg|hong kong sar", "HN": "honduras", "HR": "croatia|hrv",
    "HU": "hungary|hun", "ID": "indonesia|idn", "IE": "ireland|irl|republic of ireland",
    "IL": "israel|isr", "IN": "india|ind", "IQ": "iraq", "IS": "iceland|isl",
    "IT": "italy|ita|italia", "JM": "jamaica", "JO": "jordan", "JP": "japan|jpn",
    "KE": "kenya|ken", "KH": "cambodia", "KR": "south korea|korea|kor|republic of korea",
    "KW": "kuwait", "KZ": "kazakhstan|kaz", "LB": "lebanon", "LK": "sri lanka|lka",
    "LT": "lithuania|ltu", "LU": "luxembourg|lux", "LV": "latvia|lva", "MA": "morocco|mar",
    "MD": "moldova|mda", "ME": "montenegro", "MK": "north macedonia", "MT": "malta|mlt",
    "MU": "mauritius", "MX": "mexico|méxico|mex", "MY": "malaysia|mys", "NG": "nigeria|nga",
    "NI": "nicaragua", "NL": "netherlands|nld|holland", "NO": "norway|nor",
    "NP": "nepal|npl", "NZ": "new zealand|nzl", "OM": "oman", "PA": "panama|pan",
    "PE": "peru|perú|per", "PH": "philippines|phl", "PK": "pakistan|pak",
    "PL": "poland|pol|polska", "PT": "portugal|prt", "PY": "paraguay", "QA": "qatar|qat",
    "RO": "romania|rou", "RS": "serbia|srb", "RU": "russia|rus", "RW": "rwanda",
    "SA": "saudi arabia|sau|ksa", "SE": "sweden|swe", "SG": "singapore|sgp",
    "SI": "slovenia|svn", "SK": "slovakia|svk", "SN": "senegal", "SV": "el salvador",
    "TH": "thailand|tha", "TN": "tunisia", "TR": "turkey|türkiye|tur", "TW": "taiwan|twn",
    "TZ": "tanzania", "UA": "ukraine|ukr", "UG": "uganda",
    "US": "united states|usa|us|united states of america|u s|u s a",
    "UY": "uruguay|ury", "UZ": "uzbekistan", "VE": "venezuela", "VN": "vietnam|viet nam|vnm",
    "ZA": "south africa|zaf", "ZM": "zambia", "ZW": "zimbabwe",
}  # fmt: skip
"""Countries by ISO-2 code, each with the names and three-letter codes that boards print."""

COUNTRY_OF = {name: code for code, names in COUNTRIES.items() for name in names.split("|")}

US_CITIES = {
    "AL": "huntsville",
    "AZ": "phoenix|scottsdale|tempe|chandler|tucson|mesa",
    "AR": "bentonville",
    "CA": "san francisco|sf|bay area|sf bay area|san francisco bay|san francisco bay area|"
    "silicon valley|los angeles|greater los angeles|san jose|san diego|palo alto|mountain view|"
    "menlo park|sunnyvale|santa clara|redwood city|san mateo|south san francisco|cupertino|"
    "oakland|berkeley|fremont|irvine|santa monica|culver city|el segundo|costa mesa|pasadena|"
    "pleasanton|los gatos|foster city|burlingame|san bruno|emeryville|milpitas|hawthorne|"
    "west hollywood|santa barbara|sacramento|long beach|torrance|carlsbad|san carlos|"
    "downtown los angeles|venice beach|soma",
    "CO": "denver|boulder|colorado springs|broomfield",
    "CT": "stamford",
    "DC": "washington dc|washington d c",
    "FL": "miami|tampa|orlando|jacksonville|fort lauderdale|boca raton|miami beach",
    "GA": "atlanta|alpharetta",
    "HI": "honolulu",
    "ID": "boise",
    "IL": "chicago",
    "IN": "indianapolis",
    "LA": "new orleans",
    "MA": "boston|greater boston",
    "MD": "baltimore|annapolis|bethesda",
    "MI": "detroit|ann arbor",
    "MN": "minneapolis",
    "MO": "st louis|saint louis",
    "NC": "charlotte|raleigh",
    "NE": "omaha",
    "NJ": "jersey city|hoboken",
    "NV": "las vegas|reno",
    "NY": "new york city|nyc|brooklyn|manhattan|ny city|new york metro|greater new york|soho nyc",
    "OH": "cincinnati|cleveland",
    "PA": "philadelphia|pittsburgh",
    "TN": "nashville|knoxville|memphis",
    "TX": "austin|dallas|houston|san antonio|fort worth|plano|frisco",
    "UT": "salt lake city|lehi|provo|draper",
    "VA": "mclean|reston",
    "WA": "seattle|bellevue|redmond|kirkland|greater seattle|spokane",
    "WI": "milwaukee",
}
"""Cities and regions of the United States by state."""

US_ANYWHERE = ("portland", "kansas city", "east coast", "west coast", "midwest", "north america us")
"""Names that lie in the United States, in more states than one."""

WORLD_CITIES = {
    "AE": "dubai|abu dhabi", "AM": "yerevan", "AR": "buenos aires", "AT": "vienna|wien",
    "AU": "sydney|melbourne|brisbane|perth|canberra|adelaide", "BD": "dhaka",
    "BE": "brussels|antwerp|ghent", "BG": "sofia",
    "BR": "são paulo|sao paulo|rio de janeiro|belo horizonte|florianópolis",
    "CA": "toronto|vancouver|montreal|montréal|ottawa|calgary|edmonton|mississauga|"
    "quebec city|winnipeg|greater toronto",
    "CH": "zurich|zürich|geneva|lausanne|basel", "CL": "santiago de chile",
    "CN": "beijing|shanghai|shenzhen|guangzhou|hangzhou|chengdu",
    "CO": "bogota|bogotá|medellín|medellin",
    "CY": "limassol|nicosia", "CZ": "prague|brno|praha",
    "DE": "berlin|munich|münchen|hamburg|frankfurt|cologne|köln|stuttgart|düsseldorf|leipzig|"
    "karlsruhe",
    "DK": "copenhagen|københavn|aarhus", "EE": "tallinn", "EG": "cairo",
    "ES": "madrid|barcelona|málaga|malaga", "FI": "helsinki",
    "FR": "paris|lyon|toulouse|bordeaux|lille|nantes|grenoble|sophia antipolis",
    "GB": "london|manchester uk|edinburgh|glasgow|belfast|greater london|london area",
    "GE": "tbilisi|batumi|kutaisi", "GR": "athens", "HU": "budapest", "ID": "jakarta",
    "IE": "dublin|cork|galway", "IL": "tel aviv|tel-aviv|jerusalem|haifa|herzliya",
    "IN": "bangalore|bengaluru|hyderabad|mumbai|pune|delhi|new delhi|chennai|gurgaon|gurugram|"
    "noida|kolkata|ahmedabad|navi mumbai|bengaluru east|thiruvananthapuram|kochi|hadapsar|"
    "delhi ncr",
    "IT": "milan|milano|rome|roma|turin|torino", "JP": "tokyo|osaka|kyoto",
    "KE": "nairobi", "KR": "seoul", "KZ": "almaty|astana", "LT": "vilnius|kaunas", "LV": "riga",
    "MX": "mexico city|ciudad de méxico|cdmx|guadalajara|monterrey mx", "MY": "kuala lumpur",
    "NG": "lagos|abuja", "NL": "amsterdam|rotterdam|utrecht|eindhoven|the hague|delft",
    "NO": "oslo", "NZ": "auckland", "PE": "lima", "PH": "manila|makati|taguig|metro manila",
    "PL": "warsaw|krakow|kraków|wroclaw|wrocław|gdansk|gdańsk|warszawa",
    "PT": "lisbon|lisboa|porto", "QA": "doha", "RO": "bucharest|cluj-napoca|cluj|bucurești",
    "RS": "belgrade", "SA": "riyadh|jeddah", "SE": "stockholm|gothenburg|malmö",
    "SI": "ljubljana", "TH": "bangkok", "TR": "istanbul|ankara", "TW": "taipei",
    "UA": "kyiv|kiev|lviv", "UY": "montevideo", "VN": "ho chi minh city|hanoi",
    "ZA": "cape town|johannesburg",
}  # fmt: skip
"""Cities elsewhere by the country's ISO-2 code."""

CITY_OF: dict[str, tuple[str, str | None]] = {
    **{name: (code, None) for code, names in WORLD_CITIES.items() for name in names.split("|")},
    **dict.fromkeys(US_ANYWHERE, ("US", None)),
    **{
        name: ("US", code) for code, names in US_CITIES.items() for name in names.split("|") if name
    },
}
"""Country and, in the United States, state of every city above."""
