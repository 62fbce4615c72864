"""What kind of work a posting is: raters, how far they agree, and what their shares come to."""
