"""From saved review pages to films, reviews and comments.

`parser.parse`, `files` and all that they use are pure: text in, a `Document` out, no Django.
`matching`, `records`, `comments`, `saving`, `differences` and `fixture` know the models;
`report` and `to_json` print.
"""
