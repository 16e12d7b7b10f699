"""From saved review pages to films, reviews and comments.

`parser.parse` and all that it uses are pure: text in, a `Document` out, no database.
`saver`, `matching`, `records` and `fixture` know the models; `report` prints.
"""
