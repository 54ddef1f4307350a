"""A digest tells all that there is room for, and how much more there is."""

from cogs.announcements.digest.rules import Section, digest_body


def test_nothing_new_is_no_digest():
    assert digest_body([]) == ""
    assert digest_body([Section("Trainings", ())]) == ""


def test_sections_come_in_their_order():
    body = digest_body([Section("Prompts", ("One", "Two")), Section("Trainings", ("Three",))])

    assert "### Prompts\n- One\n- Two\n\n### Trainings\n- Three" in body


def test_what_has_no_room_is_counted_in_the_longest_section():
    long = Section("Prompts", tuple(f"Prompt number {n}" for n in range(200)))
    body = digest_body([long, Section("Trainings", ("Three",))], limit=500)

    shown = body.count("Prompt number")
    assert len(body) <= 500
    assert f"- and {200 - shown} more" in body
    assert "- Three" in body
