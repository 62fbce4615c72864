"""Matching as the lexicon's header defines it, slow and obvious: one phrase, one place at a time.

It shares nothing with the matcher under test but the lexicon and the reading of a text: phrases
are looked for one by one, and each rule is spelled out on single spans.
"""

import re
import unicodedata

FAR = 200


def reference_spans(lexicon, reading, employer=""):
    """Return every (signal, form, start, end) that names a signal in a reading's text."""
    places = _Places(lexicon, reading)
    free, bound = [], []
    for signal in lexicon.signal:
        for form in signal.forms:
            found = [
                (signal.id, form.text, start, end)
                for start, end in _stretches(form, places, reading)
                if _is_as_asked(form, lexicon, reading, employer, start, end)
            ]
            if form.with_ or form.without:
                bound += [(form, span) for span in found]
            else:
                free += found
    context = _Context(lexicon, reading, places, free)
    found = free + [span for form, span in bound if context.allows(form, span[2])]
    return _without_nested(found)


def reference_hits(phrases, reading):
    """Return every (phrase, start, end) of phrases that stand between word boundaries."""
    return {
        (phrase, start, end) for phrase in phrases for start, end in _phrase(phrase, reading.folded)
    }


def _phrase(phrase, folded):
    """Find a phrase between word boundaries; a hyphen is a space."""
    text, wanted = folded.replace("-", " "), phrase.lower().replace("-", " ")
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not _runs_on(wanted, text[at - 1 : at], text[end : end + 1]):
            yield at, end
        at = text.find(wanted, at + 1)


def _runs_on(phrase, left, right):
    """Say whether a phrase is part of a longer word; one that ends in a sign, of another name."""
    if _is_word(phrase[0]) and _is_word(left):
        return True
    if _is_word(phrase[-1]):
        return _is_word(right)
    return right != "" and right in "+#"


def _is_word(char):
    return char.isalnum() or (char != "" and unicodedata.combining(char) > 0)


class _Places:
    """Where each part of a form, or set, stands."""

    def __init__(self, lexicon, reading):
        self._lexicon, self._reading, self._known = lexicon, reading, {}

    def of(self, part):
        if part not in self._known:
            found = set()
            for phrase in self._lexicon.phrases(part):
                found |= set(_phrase(phrase, self._reading.folded))
            self._known[part] = sorted(found)
        return self._known[part]


def _stretches(form, places, reading):
    if " > " in form.text:
        first, second = form.text.split(" > ")
        return _followed(form, places.of(first.strip()), places.of(second.strip()), reading)
    if " & " in form.text:
        one, other = (places.of(part.strip()) for part in form.text.split(" & "))
        return _followed(form, one, other, reading) + _followed(form, other, one, reading)
    return places.of(form.text)


def _followed(form, firsts, seconds, reading):
    """Return from each first part to the next second one, in the sentence and within some words."""
    found = []
    for start, end in firsts:
        behind = [place for place in seconds if place[0] >= end]
        if not behind:
            continue
        begin, until = min(behind)
        between = reading.folded[end:begin]
        words_between = between.count(" ") - 1
        same = reading.sentence(start) == reading.sentence(until - 1)
        if len(between) < FAR and words_between < form.within and same:
            found.append((start, until))
    return found


def _is_as_asked(form, lexicon, reading, employer, start, end):
    if form.case and not _is_capitalised(form, lexicon, reading, start, end):
        return False
    if form.not_employer and _is_employers(reading, employer, start, end):
        return False
    after = reading.folded[end : end + 40].replace("-", " ").lstrip(" ")
    before = reading.folded[max(0, start - 40) : start].replace("-", " ").rstrip(" ")
    follows = any(
        after.startswith(word)
        and not (word[-1].isalnum() and after[len(word) : len(word) + 1].isalnum())
        for word in form.not_before
    )
    precedes = any(
        before.endswith(word) and not (word[0].isalnum() and before[: -len(word)][-1:].isalnum())
        for word in form.not_after
    )
    return not follows and not precedes


def _is_capitalised(form, lexicon, reading, start, end):
    if reading.lowercased:
        if form.lowercased == "listed":
            return _is_item(reading.text, start, end)
        return form.lowercased == "always"
    written = reading.text[start:end].replace("-", " ")
    return written in {phrase.replace("-", " ") for phrase in lexicon.phrases(form.text)}


def _is_item(text, start, end):
    left = re.search(r"(?:[,/(:|&\u2022+]|\bor|\band)\s*$", text[max(0, start - 8) : start])
    right = re.match(r"\s*(?:[,/).|;&+\n]|or\b|and\b|$)", text[end:])
    return bool(left and right) and bool({",", "/"} & set(left.group() + right.group()))


def _is_employers(reading, employer, start, end):
    name = employer.casefold().strip()
    for suffix in ("inc", "llc", "ltd", "corp", "co", "gmbh", "plc"):
        name = re.sub(rf"[,.]?\s+{suffix}\.?$", "", name)
    return len(name) >= 3 and any(
        found.start() <= start and end <= found.end()
        for found in re.finditer(re.escape(name), reading.folded)
    )


class _Context:
    """The sentences that each signal, or set, stands in, found by forms that ask for none."""

    def __init__(self, lexicon, reading, places, free):
        self._reading, self._places, self._free = reading, places, free
        self._implied = lexicon.implied()

    def _sentences(self, name):
        if name.startswith("@"):
            starts = [start for start, _ in self._places.of(name)]
        else:
            starts = [
                start for signal, _, start, _ in self._free
                if name == signal or name in self._implied[signal]
            ]  # fmt: skip
        return {self._reading.sentence(start) for start in starts}

    def allows(self, form, start):
        own = self._reading.sentence(start)
        if any(own in self._sentences(name) for name in form.without):
            return False
        if not form.with_:
            return True
        if form.scope == "posting":
            return any(self._sentences(name) for name in form.with_)
        return any(own in self._sentences(name) for name in form.with_)


def _without_nested(spans):
    """Return the spans that no other of their signal holds; of two alike, the first form's."""
    kept = []
    for span in sorted(set(spans), key=lambda s: (s[0], s[2], -s[3], s[1])):
        # those kept of a signal begin and end ever later: the last one reaches furthest
        if not kept or kept[-1][0] != span[0] or kept[-1][3] < span[3]:
            kept.append(span)
    return kept
