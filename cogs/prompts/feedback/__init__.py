"""What members say about prompts: reports, whether one was useful, and what is missing.

Buttons that cards and lists may carry: `prompts.report:<slug>`, `prompts.useful:<slug>`, and
`prompts.request` with up to one argument, words of the index joined by hyphens.
"""
