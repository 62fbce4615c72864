"""A posting explained: every mark in its place once, the text as it was, nothing run or hidden."""

import io
import re
from html.parser import HTMLParser
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from analysis.publishing import explain
from analysis.publishing.explaining import looks, marks, page, reasons, terminal
from analysis.publishing.explaining.marks import Block, Explained, Mark, Piece
from analysis.signals.measure import measure_posting
from analysis.signals.pay import Pay

TEXT = """Ofenwerk is a startup building tools for bakers. Our platform runs on Kubernetes.

## What you'll do
- Design retrieval-augmented generation pipelines and evaluate LLM models
- Ship AI agents with LangChain
- In our team you will meet Rust

<h3>Requirements</h3>
- 5+ years of Python; you must have Docker
- Amazon Web Services (Bedrock a plus)
- No PhD is needed, and Java is not required
- A sense of humour: <script>alert("bread & butter")</script>

Nice to have
- MLOps, Kafka, GitHub Copilot

Benefits
The base pay range is $150,000 - $180,000 a year. Access to Claude Code.

About us
We believe in bread. We bake with Terraform. You will work with SQL.

This is a full-time role.
"""
POSTING = {"title": "Senior AI Engineer", "employer": "Ofenwerk", "text": TEXT}


def mark(number: int, look: str, start: int, end: int) -> Mark:
    return Mark(number, f"signal {number}", look, "words", "", "duties", "why", start, end, False)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark], list[int]]:
    text = draw(st.text(min_size=1, max_size=60))
    place = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(place, place).filter(lambda s: s[0] < s[1]), max_size=8))
    found = [
        mark(number, draw(st.sampled_from(marks.LOOKS)), *span)
        for number, span in enumerate(spans, start=1)
    ]
    return text, found, sorted({0, len(text), *draw(st.lists(place, max_size=3))})


def laid_out(text: str, found: list[Mark], cuts: list[int]) -> Explained:
    blocks = [Block("duties", marks.pieces(text, found, *cut)) for cut in pairwise(cuts)]
    return Explained((), "", tuple(blocks), tuple(found), ())


def characters(explained: Explained) -> list[tuple[str, Piece]]:
    return [
        (char, piece) for block in explained.blocks for piece in block.pieces for char in piece.text
    ]


class Page(HTMLParser):
    """Reads the text of a page's parts apart from the numbers set into it."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, str] = {}
        self.tags: list[str] = []
        self.numbers: list[str] = []
        self.everything = ""
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, and the part of the page that it opens."""
        self.tags.append(tag)
        if tag != "br":
            self._open.append((tag, dict(attrs).get("data-part") or ""))

    def handle_endtag(self, tag: str) -> None:
        """Close a tag, which must be the one opened last."""
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Add text to the parts that are open, numbers apart."""
        self.everything += data
        if any(tag == "sup" for tag, _ in self._open):
            self.numbers += data.split()
        else:
            for _, part in self._open:
                if part:
                    self.parts[part] = self.parts.get(part, "") + data

    @classmethod
    def of(cls, html: str) -> "Page":
        """Read a whole page, every tag of it closed."""
        found = cls()
        found.feed(html)
        found.close()
        assert found._open == []
        return found


def printed(explained: Explained, width: int, note: str = "") -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    console.print(terminal.rendered(explained, note), highlight=False)
    return console.file.getvalue()  # type: ignore[attr-defined]


@given(marked_texts())
def test_whatever_overlaps_a_mark_covers_its_characters_and_ends_once(
    case: tuple[str, list[Mark], list[int]],
) -> None:
    text, found, cuts = case
    explained = laid_out(text, found, cuts)
    placed = characters(explained)
    assert "".join(char for char, _ in placed) == text
    for item in found:
        covered = [n for n, (_, piece) in enumerate(placed) if item.number in piece.marks]
        assert covered == list(range(item.start, item.end))
    pieces = [piece for block in explained.blocks for piece in block.pieces]
    assert sorted(number for piece in pieces for number in piece.ends) == [m.number for m in found]
    ends = {number: piece.text for piece in pieces for number in piece.ends}
    assert all(text[: item.end].endswith(ends[item.number]) for item in found)


@given(marked_texts())
def test_the_strongest_look_colours_where_marks_overlap(
    case: tuple[str, list[Mark], list[int]],
) -> None:
    text, found, cuts = case
    for place, (_, piece) in enumerate(characters(laid_out(text, found, cuts))):
        over = [item.look for item in found if item.start <= place < item.end]
        strongest = next((look for look in marks.LOOKS if look in over), "")
        assert piece.look == strongest


@given(marked_texts())
def test_html_without_its_numbers_is_the_text(case: tuple[str, list[Mark], list[int]]) -> None:
    text, found, cuts = case
    read = Page.of(page.rendered(laid_out(text, found, cuts)))
    pieces = [p.text for b in laid_out(text, found, cuts).blocks for p in b.pieces]
    assert read.parts["text"] == "".join(map(looks.shown, pieces))
    assert sorted(map(int, read.numbers)) == [item.number for item in found]


@given(st.lists(st.tuples(st.integers(0, 39), st.integers(1, 9)), max_size=8))
def test_the_terminal_without_its_numbers_is_the_text(spans: list[tuple[int, int]]) -> None:
    text = "Bread, rolls and pretzels: every morning, all of it."
    found = [mark(n, "duty", start, start + size) for n, (start, size) in enumerate(spans, 1)]
    explained = laid_out(text, found, [0, len(text)])
    line = next(line for line in printed(explained, 300).splitlines() if "duties" in line)
    body = line.removeprefix("duties").strip()
    assert re.sub("‹[^›]*›", "", body) == text
    shown = re.findall("‹([^›]*)›", body)
    assert sorted(int(n) for numbers in shown for n in numbers.split()) == [m.number for m in found]


def test_the_terminal_keeps_the_lines_of_every_section() -> None:
    body = re.sub("‹[^›]*›", "", printed(marks.of(POSTING), 200)).split("signal")[0].splitlines()
    first = next(number for number, line in enumerate(body) if line.startswith("opening"))
    lines = TEXT.splitlines()
    assert [line[13:].rstrip() for line in body[first : first + len(lines)]] == lines


def test_every_evidence_stands_at_its_characters_with_its_section_and_signal() -> None:
    explained = marks.of(POSTING)
    evidence = measure_posting(POSTING["title"], TEXT, "Ofenwerk").evidence
    assert len(explained.marks) == len(evidence) > 15
    assert sorted((m.start, m.end, m.in_title) for m in explained.marks) == sorted(
        (e.start, e.end, e.section == "title") for e in evidence
    )
    assert [m.number for m in explained.marks] == list(range(1, len(evidence) + 1))
    placed = characters(explained)
    assert "".join(char for char, _ in placed) == TEXT
    for item in explained.marks:
        holder = POSTING["title"] if item.in_title else TEXT
        assert item.found == holder[item.start : item.end]
        if not item.in_title:
            assert all(item.number in piece.marks for _, piece in placed[item.start : item.end])


def test_marks_stand_in_the_section_that_they_were_measured_in() -> None:
    explained = marks.of(POSTING)
    holding = {
        number: block.section
        for block in reversed(explained.blocks)
        for piece in block.pieces
        for number in piece.marks
    }
    assert holding == {m.number: m.section for m in explained.marks if not m.in_title}
    assert [block.section for block in explained.blocks] == [
        "opening", "duties", "requirements", "nice to have", "benefits", "the employer",
    ]  # fmt: skip
    begin = ["".join(p.text for p in block.pieces)[:4] for block in explained.blocks]
    assert begin == ["Ofen", "## W", "<h3>", "Nice", "Bene", "Abou"]


def test_levels_pay_and_employment_have_looks_of_their_own() -> None:
    explained = marks.of(POSTING)
    seen = {(m.signal, m.look) for m in explained.marks}
    assert {
        ("Kubernetes", "mentioned"), ("LangChain", "duty"), ("Python", "required"),
        ("Apache Kafka", "preferred"), ("Java", "negated"), ("pay", "pay"),
        ("employment", "employment"),
    } <= seen  # fmt: skip


def test_the_outcome_says_what_decided() -> None:
    outcome = dict(marks.of(POSTING).outcome)
    assert outcome["role"] == "AI Engineer: “ai engineer” in the title"
    assert outcome["pay"] == "150,000–180,000 USD a year"
    assert outcome["employment"] == "full-time"
    assert outcome["named, denied"] == "Java"
    assert "Docker" in outcome["required"].split("; ")
    alone = dict(marks.explained("Contract Baker", "We knead PyTorch.").outcome)
    assert alone["employment"] == "contract: the title says so"
    assert alone["role"] == "another role: no words of the three roles in the title"
    assert alone["pay"] == "not stated"
    assert re.search(r"AI or machine learning \(follows from [^;]*PyTorch", str(alone))


def test_every_rule_that_measured_the_posting_is_told_in_words() -> None:
    evidence = measure_posting(POSTING["title"], TEXT, "Ofenwerk").evidence
    told = {item.rule: reasons.rule(item.rule, item.level) for item in evidence}
    assert [rule for rule, words in told.items() if rule == words or ":" in words[:9]] == []
    assert len({rule.split(":")[0].split(",")[0] for rule in told}) >= 6


@pytest.mark.parametrize(
    ("rule", "level", "said"),
    [
        ("cue: a plus", "preferred", "“a plus” makes it a preference"),
        ("cue: not required", "negated", "“not required” denies it"),
        ("about, cue: none", "mentioned", "about the employer: nothing asked"),
        ("summary, cue: must have", "required", "“must have” in its sentence asks for it"),
        ("a rule of next year", "duty", "a rule of next year"),
    ],
)
def test_a_rule_is_told_and_a_new_one_shown_as_it_is(rule: str, level: str, said: str) -> None:
    assert reasons.rule(rule, level) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Pay(False), "not stated"),
        (Pay(True, None, 90_000.0, "year", "EUR"), "up to 90,000 EUR a year"),
        (Pay(True, 45.5, 45.5, "hour", "USD"), "45.50 USD an hour"),
        (Pay(True, 45.0, 60.0, "hour", "USD"), "45–60 USD an hour"),
    ],
)
def test_pay_is_said_in_words(found: Pay, said: str) -> None:
    assert reasons.pay(found) == said


def test_what_a_posting_holds_is_never_run_by_a_page() -> None:
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    posting = {"title": f"AI Engineer {evil}", "employer": evil, "text": f"Python {evil}"}
    html = explain.html(posting, note=evil)
    read = Page.of(html)
    assert not {"script", "img"} & set(read.tags)
    assert read.parts["title"] == posting["title"]
    assert read.parts["text"] == posting["text"]
    assert read.everything.count("<script>") >= 4


def test_what_a_posting_holds_never_steers_a_terminal() -> None:
    posting = {
        "title": "Baker\x1b]0;owned\x07",
        "employer": "\x9b31m [red]Ofen[/red]",
        "text": "Py\x1b[2Jthon \u202e [bold]rolls[/bold]\r\nPython",
    }
    console = Console(file=io.StringIO(), width=80, force_terminal=False)
    explain.show(posting, console)
    out = console.file.getvalue()  # type: ignore[attr-defined]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out)
    assert "[bold]rolls[/bold]" in out
    assert "[red]Ofen[/red]" in out
    assert "\N{SYMBOL FOR ESCAPE}[2J" in out
    assert looks.shown("half \ud800\r\nnext\rlast") == "half \N{REPLACEMENT CHARACTER}\nnext\nlast"


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_terminal_shows_every_number_and_outcome_within_its_width(width: int) -> None:
    explained = marks.of(POSTING)
    out = printed(explained, width, "SYNTHETIC posting")
    assert max(map(len, out.splitlines())) <= width
    assert out.startswith("SYNTHETIC posting")
    if width >= 80:
        ended = [int(n) for found in re.findall("‹([\\d\\s]+)›", out) for n in found.split()]
        assert sorted(ended) == [m.number for m in explained.marks]
        listed = re.findall(r"^ *(\d+)  ", out, re.MULTILINE)
        assert [int(number) for number in listed] == [m.number for m in explained.marks]
        assert "150,000–180,000 USD a year" in out


def test_html_is_self_contained_and_its_links_lead_to_rows() -> None:
    html = explain.html(POSTING, note="SYNTHETIC posting")
    assert Page.of(html).everything.startswith("SYNTHETIC posting")
    links = re.findall(r'href="#([^"]+)"', html)
    rows = re.findall(r'<tr id="([^"]+)"', html)
    assert sorted(links) == sorted(set(rows))
    assert len(rows) == len(marks.of(POSTING).marks)
    assert not re.search(r"(?:src|url\(|<link|<style|https?:)", html)
    assert set(rows).isdisjoint(re.findall(r'id="([^"]+)"', explain.html({"title": "ML Engineer"})))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_looks_are_legible_on_any_page_and_told_apart_without_colour() -> None:
    assert set(looks.LOOKS) == set(marks.LOOKS)
    for look in looks.LOOKS.values():
        dark, light = sorted((luminance(look.background), luminance(look.ink)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5
    for one, other in combinations(looks.LOOKS.values(), 2):
        assert one.line != other.line
        assert one.background != other.background


@pytest.mark.parametrize("posting", [{}, {"title": None, "text": float("nan")}, {"text": " \n"}])
def test_a_posting_that_says_nothing_is_shown_as_such(posting: dict[str, object]) -> None:
    html = explain.html(posting)
    assert "Nothing of what is looked for" in html
    assert "there is no title" in printed(marks.of(posting), 80)
    Page.of(html)


def test_nothing_is_stored(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANALYSIS_OUT", str(tmp_path))
    explain.html(POSTING)
    explain.show(POSTING, Console(file=io.StringIO()))
    assert list(tmp_path.iterdir()) == []
