"""Base pay is read as the codebook says, and what is no pay is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.signals.pay import parse_pay_field, read_pay
from analysis.signals.reading import read


def pay(text):
    found = read_pay(read(text))
    return (found.low, found.high, found.period, found.currency) if found.disclosed else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salary: $120,000 - $150,000", (120000, 150000, "year", "USD")),
        ("Pay Range: 131,000 \u2013 184,000", (131000, 184000, "year", "USD")),
        ("The base salary is $150K\u2013$200K a year.", (150000, 200000, "year", "USD")),
        ("Base pay $150-200k", (150000, 200000, "year", "USD")),
        ("Compensation: USD 90,000 to 110,000 per year", (90000, 110000, "year", "USD")),
        ("The range is $166,000 \u2014 $225,000 USD", (166000, 225000, "year", "USD")),
        ("between $100,000.00 and $130,000.00 annually", (100000, 130000, "year", "USD")),
        ("$120,000/yr - $140,000/yr", (120000, 140000, "year", "USD")),
        ("Rate: $60-$80 per hour", (60, 80, "hour", "USD")),
        ("We pay up to $80 an hour.", (None, 80, "hour", "USD")),
        ("Salary up to $200,000", (None, 200000, "year", "USD")),
        ("You earn $45/hr.", (45, 45, "hour", "USD")),
        ("Base salary: $175,000", (175000, 175000, "year", "USD")),
        ("Day rate: \u00a3500 per day", (500, 500, "day", "GBP")),
        ("Salary \u00a360k\u2013\u00a375k", (60000, 75000, "year", "GBP")),
        ("Gehalt / salary: \u20ac60.000 - \u20ac75.000", (60000, 75000, "year", "EUR")),
        ("Salary: 60 000 - 75 000 EUR", (60000, 75000, "year", "EUR")),
        ("Pay: $4,000 - $5,000 per month", (4000, 5000, "month", "USD")),
        ("Salary: CA$110,000 - CA$140,000", (110000, 140000, "year", "CAD")),
        ("Salary: $110,000 - $140,000 CAD", (110000, 140000, "year", "CAD")),
        ("Salary: $1,500 per week", (1500, 1500, "week", "USD")),
        ("Pay **$120,000\\-$150,000** a year", (120000, 150000, "year", "USD")),
        (
            "Salary range: $120,000 - $140,000 in Austin, $150,000 - $180,000 in New York.",
            (120000, 180000, "year", "USD"),
        ),
        (
            "Base salary: $100,000 - $120,000. OTE: $200,000 - $240,000.",
            (100000, 120000, "year", "USD"),
        ),
        (
            "Salary: $100,000 - $120,000\n- Sign-on bonus of $10,000\n- 401(k)",
            (100000, 120000, "year", "USD"),
        ),
        (
            "Pay is between $90,000 [lowest market] to $120,000 [highest market]",
            (90000, 120000, "year", "USD"),
        ),
        (
            "Base pay ranges from $90,000/year in our cheapest town up to $120,000/year here.",
            (90000, 120000, "year", "USD"),
        ),
        (
            "Salary: $90,000 in Ohio to $120,000 in New York.",
            (90000, 120000, "year", "USD"),
        ),
        ("Salary: $90,000 - $120,000\nEquity: some.", (90000, 120000, "year", "USD")),
        ("Salary: $90,000 - $120,000\nBonus\nA boat.", (90000, 120000, "year", "USD")),
        ("Salary: $90,000 - $120,000\n\nEquity\n\nA boat.", (90000, 120000, "year", "USD")),
        ("Pay Range: $90,000 - $120,000 Bonus Eligible: no", (90000, 120000, "year", "USD")),
        ("Salary: $90,000 - $120,000 Equity: 0.2%", (90000, 120000, "year", "USD")),
        ("We offer $90k-$120k and equity.", (90000, 120000, "year", "USD")),
        ("The pay range is $$90,125 - $120,000.", (90125, 120000, "year", "USD")),
        ("Pay: min: $90,000.00, max: $120,000.00", (90000, 120000, "year", "USD")),
        ("Minimum salary: $90,000.00 Maximum $120,000.00", (90000, 120000, "year", "USD")),
        ("The salary is $90,000\n- $120,000 per year, and a boat.", (90000, 120000, "year", "USD")),
        ("Salary Range: $90,000 - $120,000\n\nK9 units eat here.", (90000, 120000, "year", "USD")),
        ("Pay: $60k base salary ($80k OTE)", (60000, 60000, "year", "USD")),
        ("Pay: $60,000 OTE ($40,000 base salary plus sails)", (40000, 40000, "year", "USD")),
        (
            "Base salary: $60,000 - $70,000\nOn-target earnings: $90,000 - $99,000",
            (60000, 70000, "year", "USD"),
        ),
        ("Pay: $60,000 - $90,000 on-target earnings", (60000, 90000, "year", "USD")),
        (
            "We close deals of $50k-$150k ARR.\nPay: $90,000 - $99,000",
            (90000, 99000, "year", "USD"),
        ),
    ],
)
def test_an_amount_of_base_pay_is_read(text, expected):
    assert pay(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We offer a 401(k) with a match of 4%.",
        "We raised $50M in a Series B led by friends.",
        "A market of $1.5 billion.",
        "Revenue of $120,000,000 last year.",
        "A sign-on bonus of $20,000.",
        "A yearly learning stipend of $2,000.",
        "Up to $5,000 for relocation.",
        "A referral bonus of $3,000 - $5,000.",
        "Equity worth $50,000 - $100,000.",
        "We serve 120,000 - 150,000 people.",
        "From 2019 to 2024 we grew.",
        "Competitive salary and 10,000 happy users.",
        "Home office budget: $1,000 per year.",
        "Our customers pay $100,000 - $200,000 for our product.",
        "Clients pay $100,000 - $200,000 each.",
        "Last year we paid out $50,000 to $90,000 in grants.",
        "We paid out $50,000 to $90,000 last year.",
        "Salary matters. A boat is $50,000 to $90,000 in grants.",
        "Close deals in the $50K-$150K ACV range.",
        "Twelve weeks of paid leave and a $500 work-from-home stipend.",
        "Two treats a year: $100 and a day off.",
        "Paid leave, and $25,000 in lifetime family benefits.",
        "Beat an $800K annual quota.",
        "Pay is good. A bonus of $50,000 - $60,000 equity grants.",
    ],
)
def test_an_amount_of_something_else_is_left_alone(text):
    assert pay(text) is None


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("$466k\u2013$750k/yr", (466000, 750000, "year", "USD")),
        ("150K-200K Annually", (150000, 200000, "year", "USD")),
        ("$120,000 - $150,000 a year", (120000, 150000, "year", "USD")),
        ("$60 an hour", (60, 60, "hour", "USD")),
        ("Up to $75 an hour", (None, 75, "hour", "USD")),
        ("\u20ac70K \u2013 \u20ac90K", (70000, 90000, "year", "EUR")),
        ("$180K \u2013 $220K \u2022 Offers Equity", (180000, 220000, "year", "USD")),
        ("$112.3K \u2013 $128.3K", (112300, 128300, "year", "USD")),
        ("$0 \u2013 $123K", (None, 123000, "year", "USD")),
        ("$150K \u2013 $1M", (150000, 1000000, "year", "USD")),
        ("45-55 Hourly", (45, 55, "hour", "USD")),
    ],
)
def test_a_boards_pay_field_is_read(field, expected):
    found = parse_pay_field(field)
    assert (found.low, found.high, found.period, found.currency) == expected


@pytest.mark.parametrize("field", ["", "Competitive", "Offers Equity", "Depends on experience"])
def test_a_pay_field_without_an_amount_discloses_nothing(field):
    assert not parse_pay_field(field).disclosed


@given(st.integers(20, 400), st.integers(1, 200))
def test_a_range_written_in_four_ways_is_one_range(low, more):
    high = low + min(more, 5 * low)
    for text in (
        f"Salary: ${low},000 - ${high},000",
        f"Salary: ${low}k to ${high}k",
        f"Salary: ${low}-{high}K per year",
        f"Salary: USD {low},000.00 \u2013 {high},000.00",
    ):
        assert pay(text) == (low * 1000, high * 1000, "year", "USD")


@given(st.text(alphabet="0123456789$k,.- /hryeap\n", max_size=120))
def test_no_string_of_figures_breaks_the_reader(text):
    found = read_pay(read("Salary " + text))
    if found.disclosed:
        assert found.high is not None
        assert found.low is None or found.low <= found.high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pay $100,000 a year here. Base salary: $60,000 a year.", (60000, 100000, "year", "USD")),
        (
            "OTE $100,000 a year, of which the base salary is $60,000 a year.",
            (60000, 60000, "year", "USD"),
        ),
        ("Pay: $60,000 - $70,000 a year, or $90,000 a year.", (60000, 70000, "year", "USD")),
        ("Pay: $45 an hour, or $60,000 - $70,000 a year.", (60000, 70000, "year", "USD")),
        ("Pay: $10 - $120 an hour", (10, 120, "hour", "USD")),
        ("Pay: $10 - $121 an hour", None),  # more than twelve times as much
        ("Pay: $100 - $600 an hour", (100, 600, "hour", "USD")),
        ("Pay: $100 - $601 an hour", None),
        ("Pay: $7 - $9 an hour", (7, 9, "hour", "USD")),
        ("Pay: $6 - $9 an hour", None),
        ("Pay: $10 - $20.", (10, 20, "hour", "USD")),  # no period is said: the size tells
        ("Pay: $9 - $20.", None),
        ("Pay: $30 - $300.", (30, 300, "hour", "USD")),
        ("Pay: $30 - $301.", None),
        ("Pay: $12,000.", (12000, 12000, "year", "USD")),
        ("Pay: $11,999.", None),
        ("Pay: 60 - 80 per hour", (60, 80, "hour", "USD")),
        ("Pay: 60/hr - 80", (60, 80, "hour", "USD")),
        ("Salary: 60k - 80", (60000, 80000, "year", "USD")),
        ("Salary: 60 - 80", None),
        ("Monthly salary: 10,000 - 20,000", (10000, 20000, "month", "USD")),
        ("Monthly salary: 9,999 - 20,000", None),  # neither sign nor code, and small
        ("Salary (in CAD): $110,000 - $140,000", (110000, 140000, "year", "CAD")),
        ("In CAD: $110,000 - $140,000 salary", (110000, 140000, "year", "CAD")),
        ("Paid in AUD or in CAD. Salary: $110,000 - $140,000", (110000, 140000, "year", "CAD")),
        ("Salary: $110,000 - $140,000. Elsewhere paid in CAD.", (110000, 140000, "year", "USD")),
        (
            "In CAD. " + "We sail. " * 20 + "Salary: $110,000 - $140,000",
            (110000, 140000, "year", "USD"),
        ),
        ("The crew shares $40,000 - $50,000.", (40000, 50000, "year", "USD")),
        ("The crew shares $39,999 - $50,000.", None),  # nothing says that it is pay
        ("The crew shares 40,000 - 50,000 EUR.", None),
        ("The crew shares $40,000 to $50,000 in equity.", None),
        ("The crew shares $40,000 - $50,000 Equity Plan", (40000, 50000, "year", "USD")),
        ("The crew shares $30,000 - $39,000 Equity Plan", None),
        ("The crew shares $40,000 Equity Plan", None),
        ("A salary of some kind, and a budget of $90,000.", None),
        ("A budget and a salary of $90,000.", (90000, 90000, "year", "USD")),
        ("A stipend of $60,000 - $80,000 a year", (60000, 80000, "year", "USD")),
        ("A stipend of $60,000 - $80,000", None),
        ("Some $2,000 - $3,000 as monthly pay", (2000, 3000, "month", "USD")),
        ("It is $45 per hour", (45, 45, "hour", "USD")),
        ("It is $45 per hour, and a bonus.", None),
        ("Salary" + " of some size" * 4 + ": $90,000", (90000, 90000, "year", "USD")),
        ("Salary" + " of some size" * 8 + ": $90,000", None),  # too far before it
        ("Salary: $0 - $120,000 a year", None),
    ],
)
def test_where_the_rules_of_pay_turn(text, expected):
    assert pay(text) == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("$120,000/yr \u2022 $500,000/yr", (120000, 120000)),
        ("$5,000 - $150,000/yr", None),
        ("$0 - $120,000/yr", (None, 120000)),
        ("$0 - $7 an hour", (None, 7)),
        ("$0 - $600 an hour", (None, 600)),
        ("$0 - $601 an hour", None),
        ("$0 - $6 an hour", None),
        ("$1M - $2M a year", (1e6, 2e6)),
    ],
)
def test_where_the_rules_of_a_pay_field_turn(field, expected):
    found = parse_pay_field(field)
    assert ((found.low, found.high) if found.disclosed else None) == expected
