"""Places that people name for their time and that the zone database has not, each with its zone.

A name under several zones is asked about.
"""

CITIES = """
America/New_York: boston, washington, washington dc, dc, philadelphia, philly, atlanta, miami
America/New_York: orlando
America/New_York: tampa, jacksonville, charlotte, raleigh, durham, pittsburgh, cleveland, columbus
America/New_York: cincinnati, baltimore, buffalo, nyc, new york city, brooklyn, manhattan, queens
America/New_York: charleston, savannah, knoxville, providence, hartford, new haven, portland
America/New_York: newark, albany, rochester, syracuse, norfolk, cambridge, richmond
America/Detroit: ann arbor, grand rapids
America/Chicago: houston, dallas, austin, san antonio, fort worth, new orleans, st louis
America/Chicago: saint louis
America/Chicago: minneapolis, saint paul, milwaukee, madison, nashville, memphis, kansas city
America/Chicago: omaha
America/Chicago: oklahoma city, tulsa, little rock, birmingham, des moines, wichita
America/Denver: salt lake city, albuquerque, colorado springs, boulder, el paso, santa fe
America/Denver: billings
America/Phoenix: tucson, scottsdale, mesa
America/Los_Angeles: la, san francisco, san diego, seattle, portland, las vegas, sacramento
America/Los_Angeles: oakland
America/Los_Angeles: san jose, reno, spokane, berkeley, palo alto, tacoma, santa barbara
Pacific/Honolulu: maui, oahu
America/Puerto_Rico: san juan
America/Toronto: ottawa, montreal, quebec, quebec city, hamilton, mississauga, london ontario
America/Toronto: waterloo
America/Edmonton: calgary, banff
America/Regina: saskatoon
America/Vancouver: victoria, richmond
America/Sao_Paulo: rio, rio de janeiro, brasilia, belo horizonte
America/Mexico_City: guadalajara, puebla
America/Costa_Rica: san jose
America/Bogota: medellin, cali
America/Caracas: valencia
Europe/London: birmingham, manchester, liverpool, leeds, glasgow, edinburgh, cardiff, belfast
Europe/London: bristol
Europe/London: oxford, cambridge, newcastle, sheffield, nottingham, york, brighton
Europe/Dublin: cork, galway, limerick
Europe/Berlin: munich, munchen, hamburg, cologne, koln, frankfurt, stuttgart, dusseldorf
Europe/Berlin: leipzig, dresden
Europe/Paris: lyon, marseille, toulouse, bordeaux, lille, strasbourg
Europe/Madrid: barcelona, valencia, seville, sevilla, bilbao, malaga, cordoba, granada
Europe/Rome: milan, milano, roma, naples, turin, florence, venice, bologna
Europe/Zurich: geneva, bern, basel, lausanne
Europe/Amsterdam: rotterdam, utrecht, the hague
Europe/Brussels: antwerp, ghent
Europe/Lisbon: porto
Europe/Warsaw: krakow, gdansk
Europe/Vienna: wien, salzburg, graz
Europe/Stockholm: gothenburg, malmo
Europe/Oslo: bergen
Europe/Copenhagen: aarhus
Europe/Athens: thessaloniki
Europe/Istanbul: ankara, izmir
Europe/Moscow: st petersburg, saint petersburg
Europe/Kyiv: kiev, lviv, odesa
Asia/Jerusalem: tel aviv, haifa
Asia/Dubai: abu dhabi
Asia/Kolkata: mumbai, bombay, delhi, new delhi, bangalore, bengaluru, chennai, hyderabad, pune
Asia/Kolkata: calcutta
Asia/Karachi: lahore, islamabad
Asia/Shanghai: beijing, shenzhen, guangzhou
Asia/Ho_Chi_Minh: hanoi, saigon
Asia/Tokyo: osaka, kyoto, yokohama
Asia/Seoul: busan
Africa/Johannesburg: cape town, durban, pretoria
Africa/Lagos: abuja
Africa/Nairobi: mombasa
Australia/Sydney: canberra, newcastle, wollongong
Australia/Brisbane: gold coast, cairns
Australia/Melbourne: geelong
Pacific/Auckland: wellington, christchurch, hamilton, dunedin
"""

REGIONS = """
America/New_York: connecticut, delaware, georgia, maine, maryland, massachusetts, new hampshire
America/New_York: new jersey, north carolina, ohio, pennsylvania, rhode island, south carolina
America/New_York: vermont
America/New_York: virginia, west virginia, florida, kentucky, tennessee, indiana, usa
America/New_York: united states
America/Detroit: michigan
America/Chicago: alabama, arkansas, illinois, iowa, louisiana, minnesota, mississippi, missouri
America/Chicago: oklahoma, wisconsin, texas, kansas, nebraska, north dakota, south dakota, florida
America/Chicago: kentucky, tennessee, indiana, michigan, usa, united states
America/Denver: colorado, montana, new mexico, utah, wyoming, idaho, texas, kansas, nebraska
America/Denver: north dakota, south dakota, usa, united states
America/Phoenix: arizona, usa, united states
America/Los_Angeles: california, nevada, washington state, oregon, idaho, usa, united states
America/Boise: oregon
America/Anchorage: alaska, usa, united states
Pacific/Honolulu: hawaii, usa, united states
America/St_Johns: newfoundland, canada
America/Halifax: nova scotia, canada
America/Toronto: ontario, canada
America/Winnipeg: manitoba, ontario, canada
America/Regina: saskatchewan, canada
America/Edmonton: alberta, canada
America/Vancouver: british columbia, bc, canada
Europe/London: uk, gb, britain, great britain, england, scotland, wales, northern ireland
Europe/Berlin: germany, deutschland
Europe/Madrid: spain
Europe/Lisbon: portugal
Europe/Amsterdam: holland
Asia/Tbilisi: georgia
Europe/Istanbul: turkey
Asia/Dubai: uae
Asia/Shanghai: china
Australia/Sydney: nsw, new south wales, australia
Australia/Melbourne: victoria
Australia/Brisbane: queensland, qld, australia
Australia/Hobart: tasmania
Australia/Adelaide: south australia, australia
Australia/Darwin: northern territory, australia
Australia/Perth: western australia, australia
Pacific/Auckland: new zealand, nz
"""

ABBREVIATIONS = """
America/New_York: est -5, edt -4
America/Chicago: cst -6, cdt -5
America/Denver: mst -7, mdt -6
America/Los_Angeles: pst -8, pdt -7
America/Anchorage: akst -9, akdt -8
Pacific/Honolulu: hst -10
America/Adak: hdt -9
America/Halifax: ast -4, adt -3
America/St_Johns: nst -3.5, ndt -2.5
America/Sao_Paulo: brt -3
America/Argentina/Buenos_Aires: art -3
Pacific/Pago_Pago: sst -11
UTC: utc 0, gmt 0, zulu 0
Europe/London: bst 1
Europe/Dublin: ist 1
Europe/Lisbon: wet 0, west 1
Europe/Berlin: cet 1, cest 2
Europe/Athens: eet 2, eest 3
Europe/Moscow: msk 3
Europe/Istanbul: trt 3
Asia/Jerusalem: ist 2, idt 3
Asia/Kolkata: ist 5.5
Asia/Karachi: pkt 5
Asia/Dubai: gst 4
Asia/Shanghai: cst 8
Asia/Singapore: sgt 8
Asia/Manila: pht 8
Asia/Hong_Kong: hkt 8
Asia/Tokyo: jst 9
Asia/Seoul: kst 9
Asia/Jakarta: wib 7
Asia/Makassar: wita 8
Asia/Jayapura: wit 9
Africa/Lagos: wat 1
Africa/Maputo: cat 2
Africa/Johannesburg: sast 2
Africa/Nairobi: eat 3
Australia/Perth: awst 8
Australia/Adelaide: acst 9.5, acdt 10.5
Australia/Sydney: aest 10, aedt 11
Pacific/Guam: chst 10
Pacific/Auckland: nzst 12, nzdt 13
"""
"""With the hours from UTC that the abbreviation stands for, be they in use that day or not."""

GENERAL = """
America/New_York: et, eastern
America/Chicago: ct, central
America/Denver: mt, mountain
America/Los_Angeles: pt, pacific
America/Anchorage: akt
Australia/Sydney: aet
Pacific/Auckland: nzt
"""

_LONG_NAMES = """
America_Eastern=America/New_York America_Central=America/Chicago America_Mountain=America/Denver
America_Pacific=America/Los_Angeles Atlantic=America/Halifax Newfoundland=America/St_Johns
Alaska=America/Anchorage Hawaii_Aleutian=Pacific/Honolulu Europe_Central=Europe/Berlin
Europe_Eastern=Europe/Athens Europe_Western=Europe/Lisbon Moscow=Europe/Moscow
Israel=Asia/Jerusalem India=Asia/Kolkata China=Asia/Shanghai Japan=Asia/Tokyo Korea=Asia/Seoul
Singapore=Asia/Singapore Gulf=Asia/Dubai Arabian=Asia/Riyadh Brasilia=America/Sao_Paulo
Argentina=America/Argentina/Buenos_Aires Africa_Western=Africa/Lagos Africa_Eastern=Africa/Nairobi
Africa_Central=Africa/Maputo Africa_Southern=Africa/Johannesburg
Australia_Eastern=Australia/Sydney Australia_Central=Australia/Adelaide
Australia_Western=Australia/Perth New_Zealand=Pacific/Auckland Lord_Howe=Australia/Lord_Howe
"""
_TWELVE_HOUR_CLOCK = """
AE AG AL AR AS AU BB BD BH BM BN BO BS BT CA CL CO CR CU CY DJ DM DO DZ EC EG EH ER ET FJ FM GD GH
GM GR GT GU GY HK HN IN IQ JM JO KH KI KN KP KR KW KY LB LC LR LS LY MH MO MP MR MW MX MY NA NI NZ
OM PA PE PG PH PK PR PS PW QA SA SB SD SG SL SO SS SV SY SZ TC TD TN TO TT TW UM US UY VC VE VG VI
VU WS YE ZM
"""

LONG_NAMES = {name: zone for name, _, zone in (p.partition("=") for p in _LONG_NAMES.split())}
"""CLDR's metazones that have names of their own, each with the place that stands for it."""

TWELVE_HOUR_CLOCK = frozenset(_TWELVE_HOUR_CLOCK.split())
"""Territories whose clocks say am and pm.

Source:
    Unicode CLDR, the short time pattern of each territory's likely locale.
"""
