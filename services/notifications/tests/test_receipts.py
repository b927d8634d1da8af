"""Receipts: a chain per brand, sealed record by record; no byte of a file can be changed unseen."""

import hashlib
import json
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from services.notifications.tests.world import (
    SEALER,
    T0,
    a_file,
    a_record,
    a_sealer,
    at,
    chain,
    is_refused,
    rewritten,
    sealed,
    verified,
)

from notifications.domain.receipts import (
    FIRST,
    PROVES,
    AlteredReceiptError,
    ReceiptKind,
    canonical,
    key_of,
    next_record,
    to_file,
)

DEPOSITED, HANDED_OVER, OPENED, DOWNLOADED = ReceiptKind
WHOLE = chain(*ReceiptKind)
FILE = a_file(WHOLE)


def test_the_first_record_of_a_brand_follows_nothing_and_each_other_names_the_hash_before_it():
    assert (WHOLE[0].sequence, WHOLE[0].previous) == (1, FIRST)
    for before, after in pairwise(WHOLE):
        assert (after.sequence, after.previous) == (before.sequence + 1, before.hash)


def test_a_hash_covers_every_value_of_its_record():
    record = WHOLE[1]
    body = record.body()
    assert record.hash == hashlib.sha256(canonical(body)).hexdigest()
    for name, value in body.items():
        changed = body | {name: value + 1 if isinstance(value, int) else value + "."}
        assert hashlib.sha256(canonical(changed)).hexdigest() != record.hash


@settings(deadline=None)
@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none() | st.booleans(), max_size=6), st.randoms())
def test_there_is_one_way_to_write_a_value(value, chance):
    shuffled = list(value.items())
    chance.shuffle(shuffled)
    assert canonical(dict(shuffled)) == canonical(value)
    assert json.loads(canonical(value)) == value


def test_canonical_json_sorts_keys_has_no_space_and_keeps_accents():
    assert canonical({"é": "œ", "b": [1, None], "a": True}) == '{"a":true,"b":[1,null],"é":"œ"}'.encode()


@pytest.mark.promise("N2")
def test_a_record_is_stamped_in_utc_to_the_millisecond():
    record = next_record(
        None,
        place=1,
        receipt_id="r",
        brand_id="b",
        complaint_id="c",
        complaint_number="R",
        kind=DEPOSITED,
        at=T0.replace(microsecond=123_987),
        detail="",
    )
    assert record.body()["at"] == "2026-03-10T09:00:00.123Z"


@pytest.mark.promise("N2")
@pytest.mark.parametrize("kind", ReceiptKind)
def test_each_record_says_what_it_proves_and_what_it_does_not(kind):
    body = a_record(None, kind).body()
    assert (body["proves"], body["does_not_prove"]) == PROVES[kind]
    assert all(sentence.endswith(".") for sentence in PROVES[kind])


def test_no_record_claims_that_a_person_has_read():
    assert "lu" in PROVES[HANDED_OVER][1]
    assert "lu" in PROVES[OPENED][1]
    assert not any("a lu" in proves for proves, _ in PROVES.values())


@pytest.mark.promise("N2")
@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_what_was_sealed_is_accepted(length):
    records = verified(a_file(WHOLE[:length]))
    assert [each["kind"] for each in records] == list(ReceiptKind)[:length]


def test_the_records_of_a_receipt_may_stand_apart_in_the_chain_of_their_brand():
    first = a_record(None, DEPOSITED)
    other = a_record(first, DEPOSITED, receipt="receipt-2")
    assert len(verified(a_file([first, a_record(other, OPENED, place=2)]))) == 2


MUTATIONS = 400


@pytest.mark.promise("N2")
@pytest.mark.parametrize("how", ["change", "insert", "delete"])
def test_no_single_byte_can_be_changed_inserted_or_deleted_unseen(how):
    chance = random.Random(how)
    accepted = []
    for _ in range(MUTATIONS):
        place, byte = chance.randrange(len(FILE)), bytes([chance.randrange(256)])
        altered = {
            "change": FILE[:place] + byte + FILE[place + 1 :],
            "insert": FILE[:place] + byte + FILE[place:],
            "delete": FILE[:place] + FILE[place + 1 :],
        }[how]
        if altered != FILE and not is_refused(altered):
            accepted.append(altered)
    assert accepted == []


def test_every_byte_of_the_name_of_the_key_counts():
    start = FILE.index(SEALER.key_id.encode())
    for place in range(start, start + len(SEALER.key_id)):
        assert is_refused(FILE[:place] + b"A" + FILE[place + 1 :]) or FILE[place : place + 1] == b"A"


@pytest.mark.parametrize("end", [b"\n", b" ", b"\x00", b"\xef\xbb\xbf"])
def test_nothing_may_be_added_around_a_file(end):
    assert is_refused(FILE + end)
    assert is_refused(end + FILE)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"7",
        b"null",
        b'"receipt"',
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b"%PDF-1.7",
        rewritten(FILE, key=7),
    ],
    ids=lambda content: content[:12].decode(errors="replace"),
)
def test_what_is_no_receipt_is_refused_in_words(content):
    assert is_refused(content)


@pytest.mark.parametrize("records", [{}, [], ["a"], [1], [[]], [{}], {"a": 1}, None, 7, "abc"], ids=str)
def test_what_holds_no_records_is_no_receipt(records):
    assert is_refused(rewritten(FILE, records=records))


def records_of(content):
    return json.loads(content)["records"]


@pytest.mark.parametrize(
    "order", [[1, 0, 2, 3], [0, 2, 1, 3], [3, 2, 1, 0], [0, 0, 1], [1, 2, 3], [1], [0, 2, 3], [0, 1, 3]]
)
def test_records_that_are_moved_repeated_dropped_or_begun_in_the_middle_are_refused(order):
    records = records_of(FILE)
    assert is_refused(rewritten(FILE, records=[records[place] for place in order]))


def test_records_of_two_receipts_are_not_one_receipt():
    first = a_record(None, DEPOSITED)
    assert is_refused(a_file([first, a_record(first, OPENED, receipt="receipt-2")]))


def test_neighbours_in_the_chain_must_be_linked():
    first = a_record(None, DEPOSITED)
    unlinked = a_record(a_record(None, DEPOSITED, receipt="receipt-9"), OPENED)
    assert unlinked.sequence == first.sequence + 1
    assert is_refused(a_file([first, unlinked]))


@pytest.mark.parametrize("changes", [{"extra": 1}, {"type": "other"}, {"records": []}, {"key": "unknown"}], ids=str)
def test_a_file_of_another_shape_is_refused(changes):
    assert is_refused(rewritten(FILE, **changes))


@pytest.mark.parametrize("field", ["at", "brand_id", "complaint_number", "detail", "proves", "does_not_prove"])
def test_a_record_told_otherwise_with_a_hash_to_match_lacks_the_signature(field):
    record = records_of(FILE)[0] | {field: "autre"}
    body = {name: value for name, value in record.items() if name not in {"hash", "signature"}}
    record["hash"] = hashlib.sha256(canonical(body)).hexdigest()
    with pytest.raises(AlteredReceiptError, match="signature"):
        verified(rewritten(FILE, records=[record]))


def test_a_receipt_sealed_with_another_key_is_refused_whatever_key_it_names():
    stranger = a_sealer()
    assert is_refused(a_file(WHOLE, stranger))
    assert is_refused(to_file(sealed(WHOLE, stranger), SEALER.key_id).encode())


def test_a_signature_of_one_record_does_not_serve_another():
    records = records_of(FILE)
    records[0]["signature"], records[1]["signature"] = records[1]["signature"], records[0]["signature"]
    assert is_refused(rewritten(FILE, records=records))


def test_the_key_of_a_file_can_be_read_before_anything_else_of_it_is_believed():
    assert key_of(FILE) == SEALER.key_id
    assert key_of(rewritten(FILE, records="altered")) == SEALER.key_id


def test_a_receipt_is_never_called_a_registered_letter():
    said = " ".join(sentence for pair in PROVES.values() for sentence in pair).lower()
    assert "recommand" not in said
    assert "lettre" not in said


def test_a_receipt_is_dated_by_its_facts_and_not_by_its_download():
    assert records_of(FILE)[0]["at"] == at().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert a_file(WHOLE) == FILE
