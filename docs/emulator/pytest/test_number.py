import urllib.error

import pytest

from conftest import ID

REGISTER = {"messaging_product": "whatsapp", "pin": "123456"}
THREE_DAYS = 72 * 3600 * 1000


def test_a_number_is_registered(graph):
    assert graph.call("POST", f"/{ID}/register", REGISTER) == (200, {"success": True})
    assert graph.control("GET", f"/numbers/{ID}")["registered"] is True


def test_a_wrong_pin_is_refused(graph):
    status, answer = graph.call("POST", f"/{ID}/register", {**REGISTER, "pin": "000000"})
    assert (status, answer["error"]["code"]) == (400, 133005)


def test_a_lost_answer_may_have_been_done(graph):
    graph.control("POST", "/faults", {"match": {"kind": "register"}, "do": {"drop": "after"}})
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        graph.call("POST", f"/{ID}/register", REGISTER)
    assert graph.control("GET", f"/numbers/{ID}")["registered"] is True


def test_the_limit_of_10_in_72_hours_ends(graph):
    statuses = [graph.call("POST", f"/{ID}/register", REGISTER)[0] for _ in range(11)]
    assert statuses == [200] * 10 + [400]
    graph.control("POST", "/clock", {"advance": THREE_DAYS})
    assert graph.call("POST", f"/{ID}/register", REGISTER)[0] == 200


def test_the_request_log_has_what_was_sent(graph):
    graph.call("POST", f"/{ID}/register", REGISTER)
    (sent,) = graph.control("GET", "/requests?writes")
    assert (sent["kind"], sent["body"]["pin"]) == ("register", "[pin]")
