"""Clients that others wrote, and 200 at once, over loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import deepl
import httpx
import pytest
from libretranslatepy import LibreTranslateAPI

from songngu.service.limits import Limits
from songngu.service.service import Service

from .conftest import served


def test_deepl_s_own_client(serve: Callable[..., Service]) -> None:
    with served(serve(key="a-key")) as address:
        client = deepl.DeepLClient("a-key", server_url=address)
        one = client.translate_text("Trời mưa.", source_lang="VI", target_lang="EN-US")
        assert isinstance(one, deepl.TextResult)
        assert (one.text, one.detected_source_lang) == ("[Trời mưa.]", "VI")
        several = client.translate_text(["Mưa.", "Gió."], target_lang="EN-GB")
        assert isinstance(several, list)
        assert [found.text for found in several] == ["[Mưa.]", "[Gió.]"]
        assert [language.code for language in client.get_source_languages()] == ["EN", "VI"]
        assert "EN-US" in [language.code for language in client.get_target_languages()]
        made = client.create_glossary("ours", "VI", "EN", {"Biển Xanh": "Blue Sea"})
        assert client.get_glossary(made.glossary_id).entry_count == 1
        assert client.get_glossary_entries(made) == {"Biển Xanh": "Blue Sea"}
        assert [found.name for found in client.list_glossaries()] == ["ours"]
        named = client.translate_text("Biển Xanh đẹp.", source_lang="VI", target_lang="EN-US", glossary=made)
        assert isinstance(named, deepl.TextResult)
        assert named.text == "[Blue Sea đẹp.]"
        client.delete_glossary(made)
        with pytest.raises(deepl.GlossaryNotFoundException):
            client.get_glossary(made.glossary_id)
        with pytest.raises(deepl.DeepLException, match="target_lang"):
            client.translate_text("Mưa.", target_lang="DE")
        assert not client.get_usage().any_limit_reached
        with pytest.raises(deepl.AuthorizationException):
            deepl.DeepLClient("wrong", server_url=address).get_usage()


def test_libretranslate_s_own_client(address: str) -> None:
    client = LibreTranslateAPI(address)
    assert client.translate("Trời mưa to ở Hà Nội.", "vi", "en") == "[Trời mưa to ở Hà Nội.]"
    assert client.detect("Trời mưa to ở Hà Nội.")[0]["language"] == "vi"
    assert [language["code"] for language in client.languages()] == ["en", "vi"]


def test_two_hundred_clients_each_get_their_own_answer(serve: Callable[..., Service]) -> None:
    async def ask(client: httpx.AsyncClient, number: int) -> tuple[int, bool]:
        text = f"Client {number} asks for {'more ' * (number % 9)}rain."
        answer = await client.post("/translate", json={"q": text, "source": "vi", "target": "en"})
        return answer.status_code, answer.json().get("translatedText") == f"[{text}]"

    async def ask_all(address: str) -> list[tuple[int, bool]]:
        limits = httpx.Limits(max_connections=200)
        async with httpx.AsyncClient(base_url=address, limits=limits, timeout=60) as client:
            return await asyncio.gather(*(ask(client, number) for number in range(200)))

    service = serve(Limits(batch=16))
    with served(service) as address:
        assert asyncio.run(ask_all(address)) == [(200, True)] * 200
    batches = service.metrics.text().decode()
    calls = float(batches.partition("songngu_batch_sentences_count ")[2].split()[0])
    assert calls < 200, "they were translated together"
