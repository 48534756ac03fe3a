"""The service driven by clients that nobody here wrote: python-lsp-jsonrpc and pygls."""

from __future__ import annotations

import asyncio
import os
import subprocess
import threading
from collections.abc import Iterator
from typing import Any

import article_service
import pytest
from conftest import ROOT
from lsprotocol import types
from pygls.lsp.client import BaseLanguageClient
from pylsp_jsonrpc.endpoint import Endpoint
from pylsp_jsonrpc.exceptions import JsonRpcException, JsonRpcMethodNotFound
from pylsp_jsonrpc.streams import JsonRpcStreamReader, JsonRpcStreamWriter

TITLE = "Ấn Độ đưa tàu đáp xuống gần cực Nam Mặt Trăng"
PAGE = ROOT / "Tests" / "Fixtures" / "articles" / "chandrayaan-3-2023.txt"
# A character outside the basic plane, so that the encodings differ.
TEXT = PAGE.read_bytes().decode("utf-8").replace("Ảnh: ISRO", "🛰️ Ảnh: ISRO")
TIMEOUT = 30


class PythonLspJsonrpc:
    """A process with python-lsp-jsonrpc at both of its pipes."""

    def __init__(self) -> None:
        self.process = subprocess.Popen([article_service.locate()], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.endpoint = Endpoint({}, JsonRpcStreamWriter(self.process.stdin).write)
        self.reader = JsonRpcStreamReader(self.process.stdout)
        self.listening = threading.Thread(target=self.reader.listen, args=(self.endpoint.consume,), daemon=True)
        self.listening.start()

    def request(self, method: str, params: Any = None) -> Any:
        return self.endpoint.request(method, params).result(timeout=TIMEOUT)


@pytest.fixture
def session() -> Iterator[PythonLspJsonrpc]:
    session = PythonLspJsonrpc()
    yield session
    session.process.kill()
    session.process.wait()
    session.endpoint.shutdown()


def test_python_lsp_jsonrpc_parses_an_article_without_initialize(session: PythonLspJsonrpc) -> None:
    article = session.request("article/parse", {"text": TEXT})
    assert article["headline"]["text"] == TITLE
    units = TEXT.encode("utf-16-le")
    for block in article["blocks"]:
        start, end = block["content"]
        assert units[2 * start : 2 * end].decode("utf-16-le") in TEXT
    assert article["blocks"][0]["span"][0] == 0
    assert article["blocks"][-1]["span"][1] == len(units) // 2


def test_python_lsp_jsonrpc_walks_through_a_whole_life(session: PythonLspJsonrpc) -> None:
    params = {"processId": os.getpid(), "rootUri": None, "capabilities": {"general": {"positionEncodings": ["utf-8"]}}}
    answer = session.request("initialize", params)
    assert answer["capabilities"]["positionEncoding"] == "utf-8"
    session.endpoint.notify("initialized", {})
    headline = session.request("article/parse", {"text": TEXT})["headline"]
    start, end = headline["span"]
    assert TEXT.encode()[start:end].decode() == TITLE
    assert session.request("shutdown") is None
    session.endpoint.notify("exit")
    assert session.process.wait(TIMEOUT) == 0


def test_python_lsp_jsonrpc_gets_errors_as_errors(session: PythonLspJsonrpc) -> None:
    with pytest.raises(JsonRpcMethodNotFound):
        session.request("article/burn", {})
    with pytest.raises(JsonRpcException) as caught:
        session.request("article/parse", {"text": 5})
    assert caught.value.code == -32602
    assert session.request("article/parse", {"text": ""})["blocks"][0]["label"] == "blank"


def test_pygls_opens_a_document_and_has_it_parsed() -> None:
    asyncio.run(asyncio.wait_for(pygls_session(), TIMEOUT))


async def pygls_session() -> None:
    client = BaseLanguageClient("test", "1")
    await client.start_io(article_service.locate())
    capabilities = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf16])
    )
    answer = await client.initialize_async(
        types.InitializeParams(capabilities=capabilities, process_id=os.getpid(), root_uri=None)
    )
    assert answer.capabilities.position_encoding == types.PositionEncodingKind.Utf16
    assert answer.server_info is not None
    assert answer.server_info.name
    client.initialized(types.InitializedParams())

    uri = "file:///article.txt"
    document = types.TextDocumentItem(uri=uri, language_id="plaintext", version=1, text="Bản nháp\n\nChưa có gì.\n")
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))
    whole = types.TextDocumentContentChangeWholeDocument(text=TEXT)
    identifier = types.VersionedTextDocumentIdentifier(uri=uri, version=2)
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(text_document=identifier, content_changes=[whole])
    )
    article = await client.protocol.send_request_async("article/parse", {"textDocument": {"uri": uri}})
    assert article.headline.text == TITLE
    client.text_document_did_close(
        types.DidCloseTextDocumentParams(text_document=types.TextDocumentIdentifier(uri=uri))
    )

    assert await client.shutdown_async(None) is None
    client.exit(None)
    assert client._server is not None
    assert await client._server.wait() == 0
    await client.stop()
