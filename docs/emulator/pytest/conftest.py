"""A fresh WhatsApp number for each test, on an emulator of the Graph API:

npx pulumi-whatsapp emulator exec -- pytest
"""

import json
import os
import urllib.error
import urllib.request

import pytest

ID = "106540352242922"


class Graph:
    """The emulator: requests as to Graph, and its controls below /_emulator."""

    def __init__(self, url, token):
        self.url = url
        self.token = token

    def call(self, method, path, body=None):
        """A request to Graph; returns the HTTP status and the answer."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return self._send(method, f"/v25.0{path}", body, headers)

    def control(self, method, path, body=None):
        """A control of the emulator, for example what Meta would do by itself."""
        status, answer = self._send(method, f"/_emulator{path}", body, {})
        assert status == 200, answer
        return answer

    def _send(self, method, path, body, headers):
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **headers},
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.load(refusal)


@pytest.fixture
def graph():
    """The emulator as it was at its start, with one number that is not registered."""
    if "WHATSAPP_GRAPH_URL" not in os.environ:
        pytest.fail("run this with: npx pulumi-whatsapp emulator exec -- pytest")
    graph = Graph(os.environ["WHATSAPP_GRAPH_URL"], os.environ["WHATSAPP_ACCESS_TOKEN"])
    graph.control("POST", "/reset")
    graph.control("POST", "/seed", {"numbers": [{"id": ID, "pin": "123456"}]})
    return graph
