"""A member writes a prompt, and sends it once it is whole."""

import asyncio

import pytest

from bot.playground.actors import Person
from tests.journeys.conftest import Here, Hub, attunes_logs
from tests.journeys.pressing import labels
from tests.prompts.submitting.writing import (
    ANSWER,
    BASICS,
    BODY,
    CARE,
    SENT,
    TITLE,
    a_complete_draft,
    at_home,
    decide,
    fill_in,
    mine,
    press_as,
    send,
    with_reviewers,
)

SLUG = "thank-you-note-to-a-referrer"
PHONE = "call me on 212-555-0147"
SENTINEL = "Jordan-Fictional 212-555-0147"


# --- writing --------------------------------------------------------------------------------------


async def test_one_form_makes_a_draft_that_says_what_is_still_missing(here: Here):
    form = await here.maya.slash("prompt submit")

    panel = await here.maya.submit(form, BASICS)

    assert panel.private
    assert "A draft. Only you see it." in panel.text
    assert "**Search terms**: still missing" in panel.text
    assert "Send for review" not in labels(panel)
    assert TITLE in (await here.maya.slash("prompt mine")).text


async def test_a_whole_draft_is_previewed_as_its_card_will_look(here: Here):
    panel = await a_complete_draft(here.maya)

    shown = await here.maya.click(panel, "Preview")
    await shown.followed_up()

    assert "tier 1" in panel.text
    assert "Before you can send it" not in panel.text
    assert TITLE in shown.text
    assert "Not yet reviewed by a licensed clinician here" in shown.text
    assert BODY.splitlines()[0] in shown.text
    assert shown.private


async def test_what_a_prompt_touches_makes_it_tier_three_and_asks_for_more_care(here: Here):
    panel = await a_complete_draft(here.maya, cautions="One caution alone.")

    panel = await fill_in(here.maya, panel, "care", touches=["risk"], tier="1")

    assert "tier 3: it concerns self-harm" in panel.text
    assert "**Cautions** has 1, but tier 3 needs at least 2" in panel.text


async def test_a_gap_can_become_a_choice_from_a_list(here: Here):
    panel = await a_complete_draft(here.maya)

    panel = await fill_in(here.maya, panel, "gap-tone", type="choice", choices="Warm")
    too_few = panel.text
    panel = await fill_in(here.maya, panel, "gap-tone", type="choice", choices="- Warm\n- Plain")

    assert "**Gap {{tone}}** has 1, under 2. Add to it." in too_few
    assert "Send for review" in labels(panel)


async def test_forms_open_again_with_what_the_draft_has(here: Here):
    panel = await a_complete_draft(here.maya)

    basics = await here.maya.click(panel, "Edit")
    answer = await here.maya.select(panel, "answer", placeholder="More details")

    assert basics.modal is not None
    assert answer.modal is not None
    filled = {field.custom_id: field.json.get("value") for field in basics.modal.fields}
    assert filled["title"] == TITLE
    assert filled["body"] == BODY
    terms = next(f for f in answer.modal.fields if f.custom_id == "search_terms")
    assert str(terms.json["value"]).splitlines()[0] == "thank you note"


async def test_problems_of_the_text_are_told_in_sentences(here: Here):
    wrong = BODY.replace("{{tone}}", "[[tone]]") + " Then diagnose the colleague."

    panel = await here.maya.submit(await here.maya.slash("prompt submit"), BASICS | {"body": wrong})

    assert "[[tone]] looks like a placeholder, but is none. Write {{tone}}" in panel.text
    assert '"diagnose" reads as a diagnosis made by the model' in panel.text


async def test_nearly_the_same_text_as_another_prompt_is_not_sent(here: Here):
    catalog = here.hub.app.house.shelf.catalog
    body = catalog.prompts["soap-note-draft"].body

    panel = await here.maya.submit(await here.maya.slash("prompt submit"), BASICS | {"body": body})

    assert "100% the same as the text of **SOAP Progress Note" in panel.text


@pytest.mark.parametrize("field", ["title", "summary", "body", "cautions"])
async def test_what_may_identify_a_client_is_not_kept_and_comes_back_with_edit(
    here: Here, field: str
):
    typed = BASICS | {field: f"{BASICS[field][:20]} {PHONE}"}

    refused = await here.maya.submit(await here.maya.slash("prompt submit"), typed)
    form = await here.maya.click(refused, "Edit")

    assert refused.private
    assert "what looks like a phone number" in refused.text
    assert "212-555" not in refused.text
    assert "none here yet" in (await here.maya.slash("prompt mine")).text
    assert form.modal is not None
    again = {f.custom_id: f.json.get("value") for f in form.modal.fields}
    assert again[field] == typed[field]
    assert "A draft" in (await here.maya.submit(form, {field: BASICS[field]})).text


async def test_what_was_refused_is_in_no_log_and_no_database(
    hub: Hub, here: Here, capsys: pytest.CaptureFixture[str]
):
    with attunes_logs():
        panel = await a_complete_draft(here.maya)
        forms = [
            await here.maya.slash("prompt submit"),
            await here.maya.click(panel, "Edit"),
            *[
                await here.maya.select(panel, section, placeholder="More details")
                for section in ("care", "answer", "trial", "gap-tone")
            ],
            await here.maya.click(panel, "Send for review"),
        ]
        typed: list[dict[str, object]] = [
            dict(said) for said in (BASICS, BASICS, CARE, ANSWER, {}, {}, SENT)
        ]
        fields = ("body", "summary", "bias_notes", "human_review", "credit", "hint", "interests")
        for form, said, field in zip(forms, typed, fields, strict=True):
            refused = await here.maya.submit(form, said | {field: SENTINEL})
            assert "I have not kept that" in refused.text
            again = await here.maya.click(refused, "Edit")
            assert again.modal is not None
            held = {f.custom_id: f.json.get("value") for f in again.modal.fields}
            assert held[field] == SENTINEL

    logged = capsys.readouterr().err
    kept = b"".join(f.read_bytes() for f in hub.database.parent.glob(f"{hub.database.name}*"))
    assert "Jordan" not in logged
    assert b"Jordan-Fictional" not in kept


async def test_a_refused_form_is_given_back_to_its_author_alone(here: Here):
    refused = await here.maya.submit(
        await here.maya.slash("prompt submit"), BASICS | {"body": PHONE}
    )
    edit = next(button.custom_id for button in refused.buttons)

    stolen = await press_as(here.ravi, here, refused, edit)
    opened = await here.maya.click(refused, "Edit")

    assert "I no longer have what you typed" in stolen.text
    assert opened.modal is not None


async def test_the_eleventh_draft_waits_until_there_is_room(here: Here):
    for number in range(10):
        form = await here.maya.slash("prompt submit")
        await here.maya.submit(form, BASICS | {"title": f"Draft number {number}"})

    refused = await here.maya.submit(await here.maya.slash("prompt submit"), BASICS)
    why = refused.text
    first = await mine(here.maya, "Draft number 0")
    asked = await here.maya.click(first, "Delete")
    await here.maya.click(asked, "Delete")
    kept = await here.maya.submit(await here.maya.click(refused, "Edit"), {})

    assert "You have 10 drafts here" in why
    assert "A draft. Only you see it." in kept.text


async def test_a_draft_is_kept_or_deleted_as_its_author_says(here: Here):
    panel = await here.maya.submit(await here.maya.slash("prompt submit"), BASICS)

    panel = await here.maya.click(await here.maya.click(panel, "Delete"), "Keep")
    kept = panel.text
    gone = await here.maya.click(await here.maya.click(panel, "Delete"), "Delete")

    assert "A draft. Only you see it." in kept
    assert "none here yet" in gone.text


# --- sending --------------------------------------------------------------------------------------


async def test_pressing_send_twice_is_once(here: Here):
    await with_reviewers(here)
    panel = await a_complete_draft(here.maya)
    forms = [await here.maya.click(panel, "Send for review") for _ in range(2)]

    replies = await asyncio.gather(*(here.maya.submit(form, SENT) for form in forms))
    later = [await reply.settled() for reply in replies]

    assert any("reviewers now, as number 1" in reply.text for reply in later)
    assert all("Something went wrong" not in reply.text for reply in later)
    assert len((await here.ravi.slash("review queue")).selects[0].options) == 1


async def test_only_what_is_complete_and_new_is_sent(here: Here):
    await with_reviewers(here)
    panel = await a_complete_draft(here.maya)
    early = [await here.maya.click(panel, "Send for review") for _ in range(2)]
    edit = await here.maya.click(panel, "Edit")
    await here.maya.submit(edit, {"cautions": ""})

    incomplete = (await here.maya.submit(early[0], SENT)).text
    await here.maya.submit(await here.maya.click(panel, "Edit"), {"cautions": BASICS["cautions"]})
    sent = (await here.maya.submit(early[1], SENT)).text
    late = await press_as(here.maya, here, panel, f"submit.ask:{SLUG}")
    waiting = (await here.maya.submit(late, SENT | {"note": "Nothing"})).text
    await decide(here.ravi, "Approve")
    late = await press_as(here.maya, here, await mine(here.maya), f"submit.ask:{SLUG}")
    unchanged = (await here.maya.submit(late, SENT | {"note": "Nothing"})).text

    assert "It can't be sent yet. **Cautions**: still missing" in incomplete
    assert "reviewers now" in sent
    assert "It is with the reviewers already." in waiting
    assert "Nothing has changed since you sent it." in unchanged


async def test_a_long_list_of_own_prompts_has_pages(here: Here):
    await with_reviewers(here)
    await send(here.maya, await a_complete_draft(here.maya))
    for number in range(10):
        form = await here.maya.slash("prompt submit")
        await here.maya.submit(form, BASICS | {"title": f"Draft number {number}"})

    first = await here.maya.slash("prompt mine")
    before = first.text
    second = await here.maya.click(first, "Next")

    assert TITLE not in before
    assert TITLE in second.text


async def test_only_five_wait_for_reviewers_at_a_time(here: Here):
    await with_reviewers(here)
    panel = await a_complete_draft(here.maya)
    for number in range(5):
        await send(here.maya, await a_complete_draft(here.maya, title=f"Number {number}, a note"))

    refused = await send(here.maya, panel)
    why = refused.text
    await decide(here.ravi, "Decline", "Not this one.", title="Number 3")
    sent = await here.maya.submit(await here.maya.click(refused, "Edit"), {"attest": ["yes"]})

    assert "5 of your prompts are waiting for reviewers" in why
    assert "is with this server's reviewers now" in sent.text


async def test_what_is_said_when_sending_is_screened_too(here: Here):
    await with_reviewers(here)
    panel = await a_complete_draft(here.maya)

    refused = await send(here.maya, panel, interests=f"My client {PHONE}")
    why = refused.text
    form = await here.maya.click(refused, "Edit")
    sent = await here.maya.submit(form, SENT)

    assert "what looks like a phone number" in why
    assert "is with this server's reviewers now" in sent.text


# --- elsewhere, and the wrong person --------------------------------------------------------------


async def test_who_is_no_professional_here_may_not_write(here: Here):
    await with_reviewers(here)
    world, server = here.hub.playground.world, here.server
    world.take_role(server.guild, here.maya.id, server.roles["Professional"])

    refused = await here.maya.slash("prompt submit")
    listed = await here.maya.slash("prompt mine")

    assert "Only a professional of this server can do that" in refused.text
    assert "Write one" not in labels(listed)


@pytest.mark.parametrize(
    "action",
    ["edit", "preview", "ask", "delete", "gone", "open"],
)
async def test_nobody_else_can_use_the_buttons_of_a_draft(here: Here, action: str):
    panel = await a_complete_draft(here.maya)

    refused = await press_as(here.mei, here, panel, f"submit.{action}:{SLUG}")

    assert "That draft is not here any more" in refused.text
    assert TITLE in (await here.maya.slash("prompt mine")).text


async def test_in_direct_messages_the_list_is_read_and_nothing_is_written(here: Here):
    there = here.maya.dm("Attune")
    await at_home(here.maya, here)
    await here.maya.submit(await here.maya.slash("prompt submit"), BASICS)

    refused = await here.maya.slash("prompt submit", there)
    listed = await here.maya.slash("prompt mine", there)

    assert "Prompts are written for a server where I am a member" in refused.text
    assert TITLE in listed.text
    assert "in the server itself" in listed.text
    assert not listed.buttons
    assert not listed.selects


async def test_without_a_home_the_list_says_where_to_look(here: Here):
    user = here.hub.playground.world.add_user("Noor")
    here.hub.application.installed_by.add(user.id)
    noor = Person(here.hub.playground, user, None)

    listed = await noor.slash("prompt mine", noor.dm("Attune"))

    assert "Your prompts belong to a server" in listed.text
