"""What is played, in which order, at which moments and under which keys."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from reclameici.demo.plan import PARIS, expected_status, left_out, make_plan, moment, steps_of
from reclameici.demo.stories import Brand, Message, Rating, Response, Story, read_brands, read_stories

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 15, 30, tzinfo=ZoneInfo("Europe/Paris"))

CLAIMED = Brand("filandre", {"name": "Filandre", "website": "https://www.filandre.example"}, claimed=True)


def story(**more) -> Story:
    fields = {
        "id": "c900",
        "brand": "filandre",
        "point_of_sale": None,
        "category": "billing",
        "title": "Facture payée deux fois",
        "text": "Le même mois figure sur deux factures.",
        "pseudonym": "deux_fois_un",
        "experience_days_ago": 40,
        "filed_days_ago": 38,
        "amount_eur": 29.99,
        "wish": None,
        "product": None,
        "evidence": (),
        "thread": (),
        "response": None,
        "rating": None,
        "outcome": "unanswered",
    }
    return Story(**fields | more)


def response(days_after: int = 4, **more) -> Response:
    return Response(**{"days_after": days_after, "kind": "proposal", "text": "Voici.", "promise_due_days": None} | more)


def rating(days_after_response: int) -> Rating:
    return Rating(days_after_response, 7, True, True, None)


def actions(told: Story, claimed: bool = True) -> list[str]:
    return [each.action for each in steps_of(told, claimed, TODAY, NOW)]


def day_of(at: datetime) -> date:
    return at.astimezone(PARIS).date()


def test_ages_count_back_from_today():
    (filing,) = steps_of(story(), True, TODAY, NOW)
    assert day_of(filing.at) == TODAY - timedelta(days=38)
    assert filing.body["experience_on"] == (TODAY - timedelta(days=40)).isoformat()


def test_an_answer_and_its_rating_follow_their_ages():
    told = story(response=response(4, promise_due_days=6), rating=rating(3))
    _, answer, verdict = steps_of(told, True, TODAY, NOW)
    assert day_of(answer.at) == TODAY - timedelta(days=34)
    assert answer.body["promise_due_on"] == (TODAY - timedelta(days=28)).isoformat()
    assert day_of(verdict.at) == TODAY - timedelta(days=31)


def test_a_thread_keeps_its_order_on_one_day_and_comes_before_the_answer():
    thread = (Message("brand", 0, "Une photo ?"), Message("consumer", 0, "La voici."), Message("brand", 0, "Merci."))
    steps = steps_of(story(thread=thread, response=response(0)), True, TODAY, NOW)
    assert [each.action for each in steps] == ["file", "message", "message", "message", "response", "presumption"]
    assert [each.body.get("text") for each in steps[1:4]] == ["Une photo ?", "La voici.", "Merci."]
    moments = [each.at for each in steps]
    assert moments == sorted(set(moments))


def test_silence_after_an_answer_is_waited_for_at_the_first_minute_after_the_window():
    *_, silence = steps_of(story(response=response(4)), True, TODAY, NOW)
    assert silence.action == "presumption"
    assert silence.at == moment(TODAY - timedelta(days=23), 1)


def test_a_late_rating_comes_after_the_presumption_that_it_corrects():
    assert actions(story(response=response(4), rating=rating(13))) == ["file", "response", "presumption", "rating"]


def test_a_rating_of_the_tenth_day_is_in_time():
    assert actions(story(response=response(4), rating=rating(10))) == ["file", "response", "rating"]


def test_an_open_window_is_left_open():
    told = story(filed_days_ago=6, response=response(5))
    assert actions(told) == ["file", "response"]
    assert expected_status(told) == "answered"


def test_nothing_happens_in_the_future():
    thread = (Message("brand", 0, "Une photo ?"), Message("consumer", 0, "La voici."))
    steps = steps_of(story(filed_days_ago=0, experience_days_ago=1, thread=thread), True, TODAY, NOW)
    moments = [each.at for each in steps]
    assert len(moments) == 3
    assert moments == sorted(set(moments))
    assert all(moment(TODAY, 0) <= each <= NOW for each in moments)


def test_a_brand_without_an_owner_answers_and_writes_nothing_in_private():
    thread = (Message("brand", 1, "Une photo ?"), Message("consumer", 2, "La voici."))
    told = story(thread=thread, response=response(4), rating=rating(2))
    assert actions(told, claimed=False) == ["file", "message", "response", "rating"]
    assert left_out(told, claimed=False) == 1


def test_not_concerned_has_the_api_s_name():
    _, answer, _ = steps_of(story(response=response(kind="not_concerned")), True, TODAY, NOW)
    assert answer.body["kind"] == "not-concerned"


def test_amounts_are_in_cents():
    (filing,) = steps_of(story(amount_eur=29.99), True, TODAY, NOW)
    assert filing.body["amount_cents"] == 2999


def test_an_author_lives_in_one_region_and_some_do_not_say(whole):
    regions = {step.story.pseudonym: set() for step in whole}
    for step in whole:
        if step.action == "file":
            regions[step.story.pseudonym].add(step.body["region"])
    assert {len(each) for each in regions.values()} == {1}
    assert None in set.union(*regions.values())


def test_an_expiry_follows_the_experience():
    product = {"name": "Compote", "lot": "L1", "barcode": "2093100001419", "bought_at": "Remiremont"}
    expiry = {"expiry": "2020-01-01", "expiry_kind": "DDM", "expiry_days_after_experience": 30}
    (filing,) = steps_of(story(product=product | expiry), True, TODAY, NOW)
    assert filing.body["product"] == {
        "lot": "L1",
        "barcode": "2093100001419",
        "bought_at": "Remiremont",
        "expiry_on": "DDM 12/11/2026",
    }


def test_keys_are_the_same_each_time_and_different_for_each_step():
    told = story(thread=(Message("brand", 1, "a"), Message("brand", 1, "a")), response=response(4), rating=rating(2))
    keys = [each.key for each in steps_of(told, True, TODAY, NOW)]
    assert keys == [each.key for each in steps_of(told, True, TODAY + timedelta(days=1), NOW + timedelta(days=1))]
    assert len(set(keys)) == len(keys) == 5
    assert {UUID(key).version for key in keys} == {5}


def test_each_day_is_there_and_holds_its_steps_oldest_first():
    told = [story(response=response(4)), replace(story(filed_days_ago=36), id="c901")]
    plan = make_plan(told, [CLAIMED], TODAY, NOW)
    assert [day.on for day in plan] == [TODAY - timedelta(days=n) for n in range(38, -1, -1)]
    moments = [step.at for day in plan for step in day.steps]
    assert moments == sorted(moments)
    assert all(day_of(step.at) == day.on and day.opens_at <= step.at for day in plan for step in day.steps)


@pytest.fixture(scope="module")
def whole() -> list:
    return [step for day in make_plan(read_stories(), read_brands(), TODAY, NOW) for step in day.steps]


def test_the_whole_data_is_played_but_for_what_nobody_could_write(whole):
    claimed = {each.slug for each in read_brands() if each.claimed}
    number = {name: sum(each.action == name for each in whole) for name in ("file", "message", "response", "rating")}
    assert number == {"file": 244, "message": 171, "response": 187, "rating": 152}
    assert sum(left_out(each, each.brand in claimed) for each in read_stories()) == 1


def test_each_story_is_played_in_its_own_order(whole):
    for told in read_stories():
        steps = [each for each in whole if each.story.id == told.id]
        assert [each.nth for each in steps] == list(range(len(steps)))
        moments = [each.at for each in steps]
        assert moments == sorted(set(moments)), told.id


def test_the_data_ends_as_its_outcomes_say():
    statuses = {}
    for told in read_stories():
        statuses.setdefault(told.outcome, set()).add(expected_status(told))
    assert statuses == {
        "satisfied": {"rated"},
        "unsatisfied": {"rated"},
        "presumed_satisfied": {"presumed"},
        "disputed": {"rated", "published"},
        "unanswered": {"published"},
        "held": {"held"},
        "awaiting_rating": {"answered"},
    }
