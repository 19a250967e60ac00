"""What students write around a title leads to the right paper, though services lie about ids and years."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml

from litnotes.config import SourceSettings
from litnotes.errors import Ambiguous, Conflict
from litnotes.library.add import by_title, settle
from litnotes.library.identify import Library
from litnotes.library.resolution import Choose, Disagreeing, Resolved, resolve
from litnotes.library.same import wanted_of
from litnotes.sources.http import Client
from litnotes.sources.services import for_records
from litnotes.values.names import fold_title
from tests.conftest import DATA
from tests.sources.loopback import Asked, Reply
from tests.sources.world import World

WRITTEN: dict[str, list[list[str]]] = pyyaml.safe_load((DATA / "as_written.yaml").read_text("utf-8"))
DAY = datetime.date(2024, 6, 2)

LIES: dict[str, dict[str, dict[str, Any]]] = {
    "semantic_scholar": {
        # The DOI or arXiv id of another paper, another year, nobody's DOI.
        "vq-vae": {"externalIds": {"ArXiv": "1711.00937", "DOI": "10.1109/cvpr.2019.00453"}},
        "clip": {"externalIds": {"ArXiv": "2102.12092"}},
        "lsgm": {"year": 2011},
        "attention": {"externalIds": {"ArXiv": "1706.03762", "DOI": "10.5555/nobodys"}},
        "jukebox": {"externalIds": {"ArXiv": "2008.03507"}},
    },
    "openalex": {
        "stylegan3": {"doi": "https://doi.org/10.1109/cvpr42600.2020.00813"},
        "lion": {"publication_year": 2009},
        "vq-vae-2": {"doi": "https://doi.org/10.48550/arxiv.1711.00937"},
    },
    "crossref": {
        "latent-diffusion": {"relation": {"has-preprint": [{"id": "10.48550/arXiv.2012.09841"}]}},
        "vqgan": {"relation": {"is-preprint-of": [{"id": "10.1109/cvpr52688.2022.01042"}]}},
    },
}


@pytest.fixture
def client(world: World, tmp_path: Path) -> Client:
    """Return a client of services that tell `LIES`."""
    played = world.server.answer

    def lying(asked: Asked) -> Reply:
        reply = played(asked)
        service = asked.path.lstrip("/").partition("/")[0]
        titles = {world.papers[key].title: lie for key, lie in LIES.get(service, {}).items()}
        if not titles or not str(reply.body).startswith(("{", "[")):
            return reply
        told = json.loads(str(reply.body))
        for one in _objects(told):
            title = one.get("title")
            one.update(titles.get(title[0] if isinstance(title, list) and title else str(title), {}))
        return replace(reply, body=json.dumps(told))

    world.server.answer = lying
    return Client(SourceSettings(), tmp_path / "kept")


def _objects(told: Any) -> Iterator[dict[str, Any]]:
    if isinstance(told, dict):
        yield told
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from _objects(one)


def found(client: Client, text: str) -> tuple[str, list[str]]:
    """Return what happens with a typed text: `right`, `ask` or `refused`, and the titles."""
    try:
        settled = settle(Library(), text, {}, DAY)
    except Ambiguous as several:
        return "ask", str(several).splitlines()
    except Conflict:
        return "refused", []
    wanted = replace(wanted_of(settled.after), by_title=by_title(settled, text))
    outcome = resolve(wanted, for_records(SourceSettings()), client.fetch)
    match outcome:
        case Resolved(records):
            return "right", [record.title for record in records]
        case Choose(candidates):
            return "ask", [one.record.title for one in candidates]
        case Disagreeing():
            return "refused", []
        case _:
            known = settled.paper.record == "nickname table"
            return ("right", [settled.paper.title]) if known else ("nothing", [])


def is_right(titles: list[str], wanted: str) -> bool:
    return any(fold_title(wanted) in fold_title(title) for title in titles)


@pytest.mark.gate
def test_each_is_right_or_asked_as_a_reader_would_and_none_is_wrong(client: Client, world: World) -> None:
    inputs = [(text, key, kind) for kind, each in WRITTEN.items() for text, key in each]
    right: list[str] = []
    wrong: list[str] = []
    lost: list[tuple[str, str, list[str]]] = []
    for text, key, kind in inputs:
        title = world.papers[key].title if key in world.papers else key
        how, titles = found(client, text)
        if how == "right":
            (right if is_right(titles, title) and kind == "sure" else wrong).append(text)
        elif how != kind or (kind == "ask" and not is_right(titles, title)):
            lost.append((how, text, titles))
    assert wrong == []
    assert lost == []
    assert len(right) >= 0.85 * len(inputs)
