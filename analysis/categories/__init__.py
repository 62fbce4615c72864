"""What kind of work a posting is: raters, how far they agree, and what their shares come to.

What knows raters, fields and blocks stands here; the formulas stand in `analysis.estimates`, which
this floor uses and which never imports it.
"""
