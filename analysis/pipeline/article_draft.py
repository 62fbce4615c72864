"""What the draft of another article's register shows: how claims are written, one a kind."""

CLAIMS = """\
# One table a claim. Below stands one of each kind: take the "# " away from those that the text
# makes, say what it says, delete the others, and ask
#     python -m analysis check ID
# which names all that is wrong and the corpora that can speak to each claim, in a second.
#
# stated    as printed, written '49%', '<25%', '88 of 600' or '45% against 12%'; any other words
#           too, with what they come to in read_as and why in reading
# level     mentions, or requires (required, or given as a duty); none where no signal is measured
# measure   signals, by their id in analysis/signals/lexicon.toml, with and, or, not between them
#           (a name that is none is told with those that it may mean), or a word about pay or terms
# margin    how far another sample may lie and still say the same; 0.10 is ten points
# needs     what is asked of a corpus: skill_share (a share of a signal), skill_contrast (signals or
#           roles beside one another), pay_disclosure (whether pay is stated), pay_amount (how
#           much), employment (contract and other terms), employer_rank (who posts most)
#
# The head of data/raw/article/claims.toml explains every key, and its claims are examples of each.

## a share
[[claim]]
id = "python"
section = "skills"
said = "AI Engineer postings that name Python"
stated = "82.5%"
kind = "share"
population = "ai_engineer"
level = "mentions"
measure = "python"
margin = 0.10
needs = "skill_share"

## so many of so many
[[claim]]
id = "fine-tuning"
section = "skills"
said = "AI Engineer postings that require fine-tuning, but not RAG"
stated = "88 of 600"
kind = "count"
population = "ai_engineer"
level = "requires"
measure = "fine_tuning and not rag"
margin = 0.10
needs = "skill_share"

## a share below or above a bound; pay_disclosed is whether the text states pay
[[claim]]
id = "pay-rare"
section = "pay"
said = "few AI Engineer postings disclose pay"
stated = "few"
read_as = "<25%"
reading = "Few is read as fewer than one in four."
kind = "threshold"
population = "ai_engineer"
measure = "pay_disclosed"
margin = 0.10
needs = "pay_disclosure"

## how much is offered, of the postings that state annual pay: also pay_mid_at_least(USD),
## pay_between(USD, USD); stated pay by the hour is hourly_pay()
[[claim]]
id = "pay-200k"
section = "pay"
said = "most of the disclosed annual ranges reach 200,000 dollars"
stated = "most"
read_as = ">50%"
reading = "Most is read as more than half."
kind = "threshold"
population = "ai_engineer"
among = "annual_pay()"
measure = "pay_max_at_least(200000)"
margin = 0.10
needs = "pay_amount"

## every one of them, read as 100%
[[claim]]
id = "contract-hourly"
section = "pay"
said = "every AI Engineer contract that states pay states it by the hour"
stated = "all"
read_as = "100%"
kind = "universal"
population = "ai_engineer"
among = "employment('contract') and pay_disclosed"
measure = "hourly_pay()"
margin = 0.05
needs = "pay_amount"

## one role against another, each with its sample size above
[[claim]]
id = "rag-gap"
section = "roles"
said = "RAG is named by AI Engineer postings more than by Software Engineer postings"
stated = "45% against 12%"
kind = "comparison"
population = "ai_engineer"
against = "software_engineer"
level = "mentions"
measure = "rag"
margin = "half the gap"
needs = "skill_contrast"

## an order of signals: all of the first tier before all of the second
[[claim]]
id = "languages"
section = "skills"
said = "Python is named most, then TypeScript and Java"
stated = "in this order"
kind = "ranking"
varies = "measure"
population = "ai_engineer"
level = "mentions"
tiers = [["python"], ["typescript", "java"]]
margin = 0.10
needs = "skill_contrast"

## an order of roles
[[claim]]
id = "pay-order"
section = "pay"
said = "pay is disclosed more often for Software Engineers than for AI Engineers"
stated = "in this order"
kind = "ranking"
varies = "role"
tiers = [["software_engineer"], ["ai_engineer"]]
measure = "pay_disclosed"
margin = 0.10
needs = "pay_disclosure"

## who posts most
[[claim]]
id = "largest"
section = "employers"
said = "Example Ltd has the most AI Engineer postings"
stated = "largest"
kind = "extremum"
population = "ai_engineer"
employer = "Example Ltd"
needs = "employer_rank"

## an opinion or a cause
[[claim]]
id = "cause"
section = "employers"
said = "the boom is caused by new models"
stated = "caused by"
kind = "not_testable"
reading = "A cause; no posting tells it."
"""
"""Every kind but structure, which is never assessable of another article."""
