"""Every shipped resource and seed of an event is good, and claims no more than it may.

Each file finds itself: whatever lies in the folders is looked at.
"""

from collections import Counter
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from bot.catalog.records import Catalog
from bot.catalog.resource_vocabulary import (
    TOPICS,
    Access,
    EvidenceLevel,
    Interests,
    ResourceKind,
    SeedType,
)

CATALOG = Path(__file__).parents[2] / "catalog"
FACTS = CATALOG.parents[1] / "shared" / "data"
RESOURCES, SEEDS = (
    sorted(path.stem for path in (CATALOG / folder).glob("*.yaml"))
    for folder in ("resources", "events")
)
NOT_REVIEWED_BY_PEERS = ("arxiv.org", "preprints.jmir.org", "huggingface.co", "youtube.com")

needs_facts = pytest.mark.skipif(
    not FACTS.exists(), reason=f"what the files were made from is not beside the checkout ({FACTS})"
)


def facts(name: str, key: str) -> dict[str, dict[str, Any]]:
    file = yaml.safe_load((FACTS / name).read_text("utf-8"))
    return {entry["id"]: entry for entry in cast("list[dict[str, Any]]", file[key])}


def test_every_file_is_loaded(shipped: Catalog):
    assert list(shipped.resources) == RESOURCES
    assert list(shipped.event_seeds) == SEEDS
    assert len(RESOURCES) >= 149
    assert len(SEEDS) >= 40


def test_every_topic_has_resources_and_members_find_every_common_kind(shipped: Catalog):
    kinds = Counter(resource.kind for resource in shipped.resources.values())
    topics = {topic for resource in shipped.resources.values() for topic in resource.topics}

    assert topics == set(TOPICS)
    # Tools and templates wait for somebody to evaluate or write one.
    assert set(kinds) >= set(ResourceKind) - {ResourceKind.TOOL, ResourceKind.TEMPLATE}
    assert all(count >= 5 for count in kinds.values())


def test_every_type_of_seed_is_there(shipped: Catalog):
    assert {seed.type for seed in shipped.event_seeds.values()} == set(SeedType)


@pytest.mark.parametrize("slug", RESOURCES)
def test_a_resource_claims_no_more_than_is_known(shipped: Catalog, slug: str):
    resource = shipped.resources[slug]

    if resource.evidence_level is EvidenceLevel.PEER_REVIEWED:
        assert resource.kind in (ResourceKind.RESEARCH, ResourceKind.TOOL_EVALUATION)
        assert not any(host in resource.url for host in NOT_REVIEWED_BY_PEERS)
        assert "preprint" not in resource.summary.casefold()
    if resource.summary.startswith(("Viewpoint", "Perspective", "Editorial")):
        assert resource.evidence_level is EvidenceLevel.OPINION
    if "Preprint" in resource.summary:
        assert resource.evidence_level is EvidenceLevel.PREPRINT
    if resource.evidence_level is EvidenceLevel.VENDOR:
        assert resource.interests is not Interests.NO
    if resource.interests is Interests.NO:
        assert resource.evidence_level is EvidenceLevel.INSTITUTIONAL


@pytest.mark.parametrize("slug", RESOURCES)
def test_a_resource_can_be_shown_and_opened(shipped: Catalog, slug: str):
    resource = shipped.resources[slug]

    # A link button takes 512 characters, and a choice of an autocomplete 100.
    assert resource.url.startswith("https://")
    assert len(resource.url) <= 512
    assert len(slug) <= 100
    assert 40 <= len(resource.summary) <= 300
    assert resource.summary.endswith(".")
    assert resource.summary != resource.title
    assert len(resource.search_terms) >= 1


def test_nobody_claims_to_have_opened_a_link_before_it_was_seen(shipped: Catalog):
    for resource in shipped.resources.values():
        for day in (resource.link_checked_on, resource.link_dead_since):
            assert day is None or day >= resource.seen_on


@needs_facts
def test_every_resource_agrees_with_the_facts_it_was_made_from(shipped: Catalog):
    known = facts("resources.verified.yaml", "resources")

    assert set(known) <= set(shipped.resources)
    for slug, fact in known.items():
        resource = shipped.resources[slug]
        published = fact["published"] or fact["year"]
        assert resource.title == fact["title"]
        assert resource.url == fact["url"]
        assert resource.kind == fact["kind"]
        assert list(resource.topics) == fact["topics"]
        assert (resource.publisher, resource.authors) == (fact["publisher"], fact["authors"])
        assert resource.published == (str(published) if published else None)
        assert resource.access == Access(fact["access"])
        assert resource.seen_on.isoformat() == fact["verified_on"]
        assert resource.confidence == fact["confidence"]


@needs_facts
def test_every_seed_agrees_with_the_facts_it_was_made_from(shipped: Catalog):
    known = facts("calendar.verified.yaml", "events")

    assert set(known) <= set(shipped.event_seeds)
    for slug, fact in known.items():
        seed = shipped.event_seeds[slug]
        next_date = seed.next_date.isoformat() if seed.next_date else None
        assert (seed.name, seed.type, seed.timing) == (fact["name"], fact["type"], fact["timing"])
        assert (next_date, seed.url) == (fact["next_date"], fact["url"])
        assert (seed.organiser, seed.region) == (fact["organizer"], fact["region"])
        assert (seed.notes or None, seed.confidence) == (fact["notes"], fact["confidence"])
        assert list(seed.topics) == fact["topics"]
