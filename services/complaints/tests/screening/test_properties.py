"""What holds for every text."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.domain.screening import PERSONAL_DATA, Outcome, ScreeningContext, masked, screen

SECRETS = (
    "06 39 98 12 34",
    "+33639981234",
    "jeanne.martin@courriel.example",
    "nadia arobase courriel point fr",
    "FR76 9999 9001 2300 0456 7890 178",
    "4970 1000 0000 0006",
    "AB-123-CD",
    "1 85 05 78 006 084 91",
    "https://reseau.example/in/durand",
)
WORDS = (
    "le colis",
    "n’est jamais arrivé",
    "j’ai appelé",
    "votre service",
    "trois fois",
    "la commande 4412",
    "remboursez",
    "merci",
    "é𝒳漢",
)
SEPARATORS = (", ", " ; ", ". ", "\n", " : ")

pieces = st.lists(st.tuples(st.sampled_from((*SECRETS, *WORDS)), st.sampled_from(SEPARATORS)), max_size=12)
bounded = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@bounded
@given(written=pieces)
def test_no_secret_is_left_in_the_masked_text(written, lexicons):
    text = "".join(piece + separator for piece, separator in written)
    shown = masked(text, screen(text, ScreeningContext(), lexicons).findings)
    assert [secret for secret in SECRETS if secret in shown] == []


@bounded
@given(written=pieces)
def test_the_masked_text_screens_clean_of_personal_data(written, lexicons):
    text = "".join(piece + separator for piece, separator in written)
    shown = masked(text, screen(text, ScreeningContext(), lexicons).findings)
    assert PERSONAL_DATA.isdisjoint(screen(shown, ScreeningContext(), lexicons).kinds)


@bounded
@given(text=st.one_of(st.text(max_size=200), st.text(alphabet="0123456789 .-+@abefr/()*é\u0301\u200b\n", max_size=200)))
def test_findings_stand_in_order_inside_any_text(text, lexicons):
    screening = screen(text, ScreeningContext(), lexicons)
    places = [0, *(place for finding in screening.findings for place in (finding.start, finding.end)), len(text)]
    assert places == sorted(places)
    assert all(finding.start < finding.end for finding in screening.findings)
    assert (screening.outcome is Outcome.PUBLISH) == (not screening.findings)


@bounded
@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_words_around_a_secret_are_left_as_they_are(before, after, lexicons):
    text = f"{before}\n\nécrire à jeanne.martin@courriel.example\n\n{after}"
    findings = screen(text, ScreeningContext(), lexicons).findings
    kept = [text[start:end] for start, end in gaps(findings, len(text))]
    assert "".join(kept) == "".join(piece for piece in split_masks(masked(text, findings), kept))


def gaps(findings, length):
    """The passages that no finding covers."""
    ends = [0, *(place for finding in findings for place in (finding.start, finding.end)), length]
    return list(zip(ends[::2], ends[1::2], strict=True))


def split_masks(shown, kept):
    """The passages of the masked text between its masks, checked to come in order."""
    position = 0
    for piece in kept:
        position = shown.index(piece, position)
        yield shown[position : position + len(piece)]
        position += len(piece)
