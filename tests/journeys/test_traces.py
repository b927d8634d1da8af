"""One trace from the click to the mail, found from a complaint's number; the picture of who speaks to whom."""

import re
import time

import httpx
import pytest

from contracts.topics import OWNED

CALLED = ("brands", "complaints", "disputes", "notifications", "partners", "scoring")
"""Services that the gateway calls over HTTP."""

SERVICES = {"gateway", *CALLED}


@pytest.mark.promise("O1")
def test_from_a_complaints_number_to_its_whole_trace_in_one_step(world, eventually):
    brand = world.brand()
    owner, author, operator = world.owner(brand), world.consumer(), world.staff("operator")
    complaint = world.complaint(author, brand)
    world.published(complaint)
    owner.mail(complaint["number"])
    page = world.site.get(
        "/operateur", params={"numero": complaint["number"]}, cookies={"visitor": operator.token}
    ).text
    assert "complaints.complaint.filed.v1" in page
    assert "notifications.brand.notified.v1" in page
    trace_id = re.search(r"/zipkin/traces/([0-9a-f]{32})", page).group(1)
    zipkin = httpx.Client(base_url=world.platform.zipkin.url)

    def whole_trace():
        spans = zipkin.get(f"/api/v2/trace/{trace_id}").json()
        names = {(span["localEndpoint"]["serviceName"], span["name"]) for span in spans}
        return {
            ("gateway", "post /api/v1/complaints"),
            ("complaints", "post /complaints"),
            ("complaints", "complaints-events send"),
            ("notifications", "complaints-events process"),
            ("notifications", "post-mail due"),
            ("gateway", "complaints-public process"),
        } <= names

    eventually(whole_trace)


def test_the_picture_of_who_speaks_to_whom_is_that_of_the_registry(world, eventually):
    started = time.time()
    case = world.disputed("telecom")
    case.owner.mail(case.number)
    world.site.get(f"/api/v1/brands/{case.brand['slug']}/score/bill")
    world.register_key("selectra")
    matter = {"complaint_id": case.complaint["complaint_id"]}
    referral_id = world.consented(case.author, "selectra", {"phone": "06 39 98 00 00"}, **matter)
    case.author.done(f"/referrals/{referral_id}/withdrawal")
    by_kafka = {(topic.owner, reader) for topic in OWNED for reader in topic.readers}
    by_http = {("gateway", service) for service in CALLED}

    def picture():
        # Of this test alone: Zipkin draws the picture of everything that it keeps anew for each question.
        now = time.time()
        asked = {"endTs": int(now * 1000), "lookback": int((now - started) * 1000)}
        links = httpx.get(f"{world.platform.zipkin.url}/api/v2/dependencies", params=asked, timeout=30).json()
        # Other tests of the session publish facts of their own, under another name.
        return {(link["parent"], link["child"]) for link in links if link["parent"] in SERVICES}

    eventually(lambda: picture() >= by_kafka | by_http, 60)
    assert picture() == by_kafka | by_http
