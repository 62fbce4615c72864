"""Where a posting is, from the words that boards print: told where it can be, else null."""

import pytest

from analysis.corpora import gazetteer, places
from analysis.corpora.places import Place

TABLE = [
    # one place
    ("San Francisco, CA", "US", "CA", None),
    ("San Francisco, CA, US", "US", "CA", None),
    ("Los Gatos,California,United States of America", "US", "CA", None),
    ("New York, USA", "US", "NY", None),
    ("10014, New York, NY, USA", "US", "NY", None),
    ("New York, NY (HQ)", "US", "NY", None),
    ("San Francisco Office (Fremont St)", "US", "CA", None),
    ("Bay Area", "US", "CA", None),
    ("SF Bay Area, CA", "US", "CA", None),
    ("NYC", "US", "NY", None),
    ("Buffalo, New York", "US", "NY", None),
    ("US-CA-Menlo Park", "US", "CA", None),
    ("AK, US USA", "US", "AK", None),
    ("US USA", "US", None, None),
    ("East Coast, USA", "US", None, None),
    ("Portland, OR", "US", "OR", None),
    ("Portland", "US", None, None),
    ("St. Louis, MO", "US", "MO", None),
    ("Guaynabo, PR, US", "US", "PR", None),
    ("Bengaluru East, IND", "IN", None, None),
    ("Berlin, DEU", "DE", None, None),
    ("Various Locations within Netherlands", "NL", None, None),
    ("IN Remote India", "IN", None, True),
    # Washington is a state and a city
    ("Seattle, Washington", "US", "WA", None),
    ("Washington, DC", "US", "DC", None),
    ("Washington, D.C.", "US", "DC", None),
    ("Washington", "US", None, None),
    # two letters: a state, a province or a country
    ("Toronto, ON", "CA", None, None),
    ("Toronto, ON, CA", "CA", None, None),
    ("Toronto, CA", "CA", None, None),
    ("CA-Ontario-Toronto", "CA", None, None),
    ("Dublin, CA", "US", "CA", None),
    ("CA", None, None, None),
    ("Ontario, CA", None, None, None),
    ("Berlin, DE", "DE", None, None),
    ("Wilmington, DE", "US", "DE", None),
    ("Bengaluru, IN", "IN", None, None),
    ("Carmel, IN", "US", "IN", None),
    ("Tel Aviv, IL", "IL", None, None),
    ("Peoria, IL", "US", "IL", None),
    ("Remote, IN", None, None, True),
    ("NY", "US", "NY", None),
    # names that two places share
    ("Georgia", None, None, None),
    ("Atlanta, Georgia", "US", "GA", None),
    ("Georgia, United States", "US", "GA", None),
    ("Tbilisi, Georgia", "GE", None, None),
    ("Paris", "FR", None, None),
    ("Paris, Texas", "US", "TX", None),
    ("Dublin", "IE", None, None),
    ("Vancouver, WA", "US", "WA", None),
    ("Vancouver", "CA", None, None),
    ("Cambridge", None, None, None),
    # several places: the first country, the state if one
    ("San Francisco, CA / New York, NY", "US", None, None),
    ("San Francisco, CA / Palo Alto, CA", "US", "CA", None),
    ("New York, NY or Stamford, CT", "US", None, None),
    ("Hybrid - San Francisco, New York City, Austin", "US", None, False),
    ("SF Bay Area, CA / Remote / London, UK", "US", "CA", True),
    ("London, UK / New York, NY", "GB", None, None),
    ("London, New York", "GB", None, None),
    ("US Remote; Chicago, IL; Remote Canada", "US", None, True),
    # remote, or there
    ("Remote - US", "US", None, True),
    ("Remote, US USA", "US", None, True),
    ("Remote U.S.", "US", None, True),
    ("Remote (United States)", "US", None, True),
    ("Remote, GA", "US", "GA", True),
    ("Redwood City, CA (Hybrid)", "US", "CA", False),
    ("San Francisco-Hybrid", "US", "CA", False),
    ("Hybrid or remote", None, None, True),
    # nothing to go by
    ("Remote", None, None, True),
    ("Europe", None, None, None),
    ("Latin America", None, None, None),
    ("North America", None, None, None),
    ("2 Locations", None, None, None),
    ("Headquarters", None, None, None),
    ("", None, None, None),
    (None, None, None, None),
]


@pytest.mark.parametrize(("location", "country", "state", "remote"), TABLE)
def test_a_location_is_where_its_words_put_it(
    location: str | None, country: str | None, state: str | None, remote: bool | None
):
    assert places.of(location) == Place(country, state, remote)


@pytest.mark.parametrize(
    ("address", "country", "state"),
    [
        (("San Francisco", "California", "USA"), "US", "CA"),
        (("San Francisco", "ca", "United States"), "US", "CA"),
        (("Seattle", "Washington", "United States"), "US", "WA"),
        ((None, "Washington", "United States"), "US", "WA"),
        ((None, "California, Washington", "USA"), "US", None),
        (("Atlanta", "Georgia", "US"), "US", "GA"),
        (("London", None, "United Kingdom"), "GB", None),
        (("Toronto", "ON", "Canada"), "CA", None),
        ((None, None, "European Union"), None, None),
        ((None, None, None), None, None),
    ],
)
def test_an_address_in_fields_is_read_field_by_field(
    address: tuple[str | None, ...], country: str | None, state: str | None
):
    found = places.of_address(*address)
    assert (found.country, found.state) == (country, state)


def test_places_of_one_posting_keep_a_state_only_where_they_agree():
    west, east, abroad = Place("US", "CA"), Place("US", "NY"), Place("GB", None, True)
    assert places.together([west, west]) == Place("US", "CA")
    assert places.together([west, east]) == Place("US")
    assert places.together([abroad, west]) == Place("GB", None, True)
    assert places.together([Place(), west]) == Place("US", "CA")
    assert places.together([]) == Place()


def test_no_name_of_the_gazetteer_stands_for_two_places():
    cities = [
        name
        for table in (gazetteer.US_CITIES, gazetteer.WORLD_CITIES)
        for names in table.values()
        for name in names.split("|")
    ]
    countries = [name for names in gazetteer.COUNTRIES.values() for name in names.split("|")]
    names = [*cities, *gazetteer.US_ANYWHERE, *countries, *gazetteer.US_STATES]
    assert sorted({name for name in names if names.count(name) > 1}) == []
    assert set(gazetteer.WORLD_CITIES) <= set(gazetteer.COUNTRIES)
    assert set(gazetteer.US_CITIES) <= gazetteer.US_CODES


@pytest.mark.parametrize(
    ("location", "place_rule", "remote_rule"),
    [
        ("Dublin, CA", "word settled by the next: Dublin, CA", None),
        ("Remote - Ireland", "country: Remote - Ireland", "location: remote"),
        ("Oslo; Lisbon (hybrid)", "city alone: Oslo", "location: hybrid"),
        ("Nowhere; Ohio", "state: Ohio", None),
        ("Nowhere", None, None),
        ("", None, None),
    ],
)
def test_a_place_says_what_it_was_read_from(location, place_rule, remote_rule):
    found = places.of(location)
    assert (found.place_rule, found.remote_rule) == (place_rule, remote_rule)


def test_of_several_places_the_one_that_decided_is_named():
    found = places.together([places.of(name) for name in ("Nowhere", "Oslo", "Remote, Ohio")])
    assert (found.country, found.place_rule) == ("NO", "city alone: Oslo")
    assert (found.remote, found.remote_rule) == (True, "location: remote")
