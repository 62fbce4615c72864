"""From the text of a posting to evidence spans, levels, pay, terms and role."""
