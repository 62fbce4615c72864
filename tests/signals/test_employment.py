"""Employment is stated by the text about this job, or it is unstated."""

import pytest

from analysis.signals.measure import measure_posting


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Engineer", "This is a full-time position.", "full_time"),
        ("Engineer", "Employment Type: Full\u2011time", "full_time"),
        ("Engineer", "The range for this full-time role is wide.", "full_time"),
        ("Engineer", "Full-time employees receive dental care.", "unstated"),
        ("Engineer", "3 years of full-time experience.", "unstated"),
        ("Engineer", "We build boats.", "unstated"),
        ("Engineer", "", "unstated"),
        ("Engineer", "This is a 6-month contract.", "contract"),
        ("Engineer", "Job Type: Contract\nPay: $60 an hour", "contract"),
        ("Engineer", "Contract-to-hire, no C2C.", "contract"),
        ("Engineer", "We do not accept C2C.", "unstated"),
        ("Engineer", "A long-term contract (no C2C).", "contract"),
        ("Engineer", "Come aboard (no C2C).", "unstated"),
        ("Engineer", "Full-time employees for this role eat here.", "full_time"),
        ("Engineer", "Win government contracts.", "unstated"),
        ("Engineer (Contract)", "Come aboard.", "contract"),
        ("Engineer", "This is a part-time role.", "part_time"),
        ("Engineer", "A fixed-term engagement.", "contract"),
        ("Software Engineering Intern", "Come aboard.", "internship"),
        ("Engineer", "Internships count as experience.", "unstated"),
        ("Engineer", "Contract: Full-time.", "full_time"),
        ("Engineer", "Benefits\n\nFreelance roles may not be eligible.", "unstated"),
        ("Engineer", "Benefits\n\nA contract role has none of these.", "unstated"),
        ("Engineer", "Benefits\n\nThis is a contract role.", "contract"),
        ("Engineer", "Nice to have\n\n- You have worked as a freelancer", "unstated"),
        ("Engineer", "You join as a freelancer.", "contract"),
        ("Engineer", "Sell a contract engagement to a client.", "unstated"),
        ("Engineer", "This is a full-time or part-time position.", "unstated"),
        ("Engineer", "Employment type: part-time or full-time", "unstated"),
        ("Engineer", "This is a full-time role. It may be a part-time role.", "unstated"),
        ("Engineer", "Full-time and part-time staff eat. This is a part-time role.", "part_time"),
        ("Engineer", "Full-time.", "full_time"),
        ("Engineer", "Come aboard. Remote. Full-time.", "full_time"),
        ("Engineer", "We build boats.\n\n- Full-time, remote\n- Lisbon", "full_time"),
        ("Engineer", "Full time | Lisbon", "full_time"),
        ("Engineer", "Contract, 6 months, $65/hr", "contract"),
        ("Engineer", "Contract (12 months)", "contract"),
        ("Engineer", "We build boats.\n\nContract - remote", "contract"),
        ("Engineer", "Part-time.", "part_time"),
        ("Engineer", "Internship, 12 weeks", "internship"),
        ("Engineer", "$65/hr, contract, 6 months", "contract"),
        ("Engineer", "The pay is $65 an hour, full-time.", "full_time"),
        ("Engineer", "Oslo. $150k. full-time.", "full_time"),
        ("Engineer", "$120,000/yr Full-time", "full_time"),
        ("Engineer", "We won a $5 contract with the mill.", "unstated"),
        ("Engineer", "At $90,000, contract and sail are yours.", "unstated"),
        ("Engineer", "Contract, invoice and vendor management.", "unstated"),
        ("Engineer", "Full-time staff eat here.", "unstated"),
        ("Engineer", "Permanent, visible change is what you bring.", "unstated"),
        ("Engineer", "Not full-time.", "unstated"),
        ("Engineer", "Full-time. Part-time.", "unstated"),
        ("Engineer (Part-Time)", "This is a full-time or part-time position.", "part_time"),
    ],
)
def test_what_is_offered(title, text, expected):
    assert measure_posting(title, text).employment == expected


def test_the_words_that_say_so_are_evidence():
    text = "Come aboard. This is a part-time role."
    (item,) = [e for e in measure_posting("", text).evidence if e.signal == "employment"]
    assert item.form == "part_time"
    assert "part-time" in text[item.start : item.end]


def test_a_kind_that_the_title_states_is_shown_where_the_text_says_so_too():
    text = "Come aboard. This is a contract role."
    (item,) = [
        e for e in measure_posting("Engineer (Contract)", text).evidence if e.signal == "employment"
    ]
    assert text[item.start : item.end] == "This is a contract"
    alone = measure_posting("Engineer (Contract)", "Come aboard.").evidence
    assert [e for e in alone if e.signal == "employment"] == []
