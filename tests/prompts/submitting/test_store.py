"""What is kept of prompts beside what is kept of all that is handed in, on both databases."""

from bot.storage import Storage
from cogs.prompts.submitting.store import Submissions
from tests.prompts.submitting.kept import HERE, MAYA, approved, draft_of, version_of


async def test_the_category_of_a_version_is_known_at_once_and_after_a_restart(storage: Storage):
    store, later = Submissions(storage), Submissions(storage)
    draft = await draft_of(store)
    version = version_of(draft)
    await store.keep_sent(draft, version)
    await later.load()

    for each in (store, later):
        assert each.category_of(version.content_hash) == "administration"
        assert each.category_of("unknown") is None


async def test_an_approved_prompt_has_its_authors_name_until_they_are_forgotten(storage: Storage):
    store = Submissions(storage)
    draft = await draft_of(store)
    version = await approved(store, draft)
    named = store.approved(HERE)[draft.slug]

    await store.forget_member(MAYA)

    nameless = store.approved(HERE)[draft.slug]
    assert named.authors[0].name == "M. Rivers"
    assert nameless.authors[0].name == "A member of this server"
    assert nameless.content_hash == named.content_hash == version.content_hash
