"""What the screening decides, rule by rule; the breadth is measured in `test_corpus.py`."""

import pytest

from complaints.domain.screening import Kind, Outcome, ScreeningContext, masked, screen

pytestmark = pytest.mark.promise("C5")

PHONE = "06 39 98 12 34"


@pytest.fixture
def shown(lexicons):
    """The text as published, masks in place."""

    def show(text: str, context: ScreeningContext | None = None) -> str:
        return masked(text, screen(text, context or ScreeningContext(), lexicons).findings)

    return show


@pytest.fixture
def outcome(lexicons):
    return lambda text: screen(text, ScreeningContext(), lexicons).outcome


@pytest.fixture
def kinds(lexicons):
    return lambda text: set(screen(text, ScreeningContext(), lexicons).kinds)


def test_a_mask_is_visible_and_names_what_it_hides(shown):
    assert shown(f"Appelez-moi au {PHONE} ce soir.") == "Appelez-moi au [masqué\u00a0: téléphone] ce soir."


def test_personal_data_is_masked_and_published(outcome):
    assert outcome(f"Mon numéro est le {PHONE}.") is Outcome.PUBLISH_MASKED


def test_an_ordinary_insult_is_masked_and_published_without_delay(outcome, shown):
    text = "Quel connard, il a raccroché."
    assert outcome(text) is Outcome.PUBLISH_MASKED
    assert shown(text) == "Quel [masqué\u00a0: insulte], il a raccroché."


@pytest.mark.parametrize(
    "text",
    [
        "C’est une honte, trois mois sans réponse !!!",
        "Vous êtes des incapables et des menteurs, je le maintiens.",
        "JE SUIS FURIEUSE. QUATRE APPELS, QUATRE VERSIONS.",
    ],
)
def test_angry_but_decent_text_is_published(text, outcome):
    assert outcome(text) is Outcome.PUBLISH


def test_a_victim_who_quotes_a_slur_is_read_by_a_human(outcome):
    assert outcome("Le vigile m’a dit « sale arabe » devant mes enfants.") is Outcome.HOLD


def test_an_accusation_of_a_crime_is_read_by_a_human(outcome):
    assert outcome("Ce garagiste est un escroc.") is Outcome.HOLD


@pytest.mark.parametrize(
    "text",
    [
        "Le chef de rayon m’a volé mon acompte.",
        "Il a falsifié le registre.",
        "Mon acompte a été détourné par votre agence.",
        "Ils volent les personnes âgées.",
        "Le vol de ma montre par le déménageur est prouvé.",
        "C’est ni plus ni moins que du vol.",
    ],
)
def test_an_accusation_is_read_in_any_voice_and_tense(text, kinds):
    assert kinds(text) == {Kind.CRIME_ACCUSATION}


@pytest.mark.parametrize(
    "text",
    [
        "Je vais vous casser la figure.",
        "Si vous ne remboursez pas, je vous étripe.",
        "je v te demonté la tete",
        "Il allait me tabasser.",
    ],
)
def test_a_threat_is_read_by_a_human_in_any_tense_and_spelling(text, kinds):
    assert kinds(text) == {Kind.THREAT}


@pytest.mark.parametrize(
    "text",
    [
        "Si vous ne remboursez pas, je saisis le tribunal.",
        "On se retrouvera devant le juge.",
        "Je vais vous traîner en justice.",
        "Je vais vous envoyer un recommandé.",
        "Cette attente me tue.",
    ],
)
def test_going_to_court_is_no_threat(text, outcome):
    assert outcome(text) is Outcome.PUBLISH


def test_a_topic_taken_up_by_a_pronoun_stays_in_its_clause(kinds):
    assert kinds("Les étrangers, c’est dehors.") & {Kind.RACISM, Kind.DISCRIMINATION}


def test_the_crime_of_a_stranger_is_no_accusation_of_the_brand(outcome):
    assert outcome("On m’a volé ma valise dans le car, l’assurance refuse.") is Outcome.PUBLISH


def test_an_author_in_distress_is_read_by_a_human(kinds):
    assert kinds("Je n’en peux plus, je vais me foutre en l’air.") == {Kind.DISTRESS}


def test_hold_wins_over_masks(lexicons):
    screening = screen(f"Escroc ! Mon numéro : {PHONE}", ScreeningContext(), lexicons)
    assert screening.outcome is Outcome.HOLD
    assert set(screening.kinds) == {Kind.CRIME_ACCUSATION, Kind.PHONE}


@pytest.mark.parametrize(
    "word", ["concombre", "assassinat", "consensus", "salopette", "disputes", "connaissance", "pédalier", "bicross"]
)
def test_a_word_inside_a_word_does_not_trigger(word, outcome):
    assert outcome(f"Le mot {word} est dans la notice.") is Outcome.PUBLISH


@pytest.mark.parametrize(
    "written",
    [
        "c o n n a r d",
        "C.O.N.N.A.R.D",
        "c0nn@rd",
        "c*nnard",
        "connnnnard",
        "соnnаrd",
        "ｃｏｎｎａｒｄ",
        "con-nard",
        "con nard",
        "co\u200bnnard",
        "cönnàrd",
    ],
)
def test_a_disguised_insult_is_found_where_it_stands(written, lexicons):
    text = f"Quel {written} au guichet"
    (finding,) = screen(text, ScreeningContext(), lexicons).findings
    assert finding.kind is Kind.INSULT
    assert written in text[finding.start : finding.end]


def test_a_phrase_does_not_reach_over_a_full_stop(outcome):
    assert outcome("Le tapis est sale. Arabe et français sont sur la notice.") is Outcome.PUBLISH


def test_the_numbers_and_mailboxes_of_a_brand_are_public(shown):
    context = ScreeningContext(
        brand_names=frozenset({"Filandre", "Paul Durand Optique"}),
        brand_domains=frozenset({"filandre.example"}),
        public_emails=frozenset({"bonjour@filandre.example"}),
        public_phones=frozenset({"04 65 71 20 08"}),
    )
    for public in (
        "04.65.71.20.08",
        "+33 4 65 71 20 08",
        "bonjour@filandre.example",
        "service.clients@filandre.example",
        "https://www.filandre.example/aide",
        "Paul Durand Optique",
    ):
        assert shown(f"J’ai essayé {public} en vain", context) == f"J’ai essayé {public} en vain"
    assert "masqué" in shown("J’ai écrit à anne.durand@filandre.example", context)


@pytest.mark.parametrize(
    "text",
    [
        "Le 3939 ne répond pas, le 08 92 70 50 40 non plus.",
        "Commande 0612345678 du 3 mars.",
        "Code-barres 3017620422003 illisible.",
        "SIRET 204 602 676 00015 sur le tampon.",
        "IMEI 356938035643809 bloqué.",
        "Vol AF 123, siège 12 B, 15 H 30.",
        "Article AB-123-CD en rupture.",
        "Lot 1850578006084, DLC du 12 05.",
        "Carte se terminant par 0006.",
    ],
)
def test_a_number_that_points_to_nobody_passes(text, shown):
    assert shown(text) == text


def test_a_wrong_checksum_is_no_card_and_no_account(outcome):
    assert outcome("Le code 4970 1000 0000 0007 est refusé.") is Outcome.PUBLISH
    assert outcome("Référence FR76 9999 9001 2300 0456 7890 179.") is Outcome.PUBLISH


def test_a_corsican_social_security_number_is_found(kinds):
    assert kinds("Né à Ajaccio, 1 84 05 2A 004 123 08.") == {Kind.SOCIAL_SECURITY}


def test_a_title_is_shown_and_the_name_is_not(shown):
    assert shown("Mme Lefèvre a refusé.") == "Mme [masqué\u00a0: nom de personne] a refusé."


@pytest.mark.parametrize(
    "text",
    [
        "Madame, Monsieur, ma commande est perdue.",
        "M. X et Mme B. n’ont pas répondu.",
        "Monsieur le Directeur, troisième lettre.",
        "La boutique de la rue Victor Hugo est fermée.",
        "Le tissu Rose Poudré a déteint.",
        "Le vendeur portait un badge Monsieur Bricolage.",
        "Remboursez Paris et Lyon.",
    ],
)
def test_brands_streets_colours_and_courtesy_are_no_names(text, shown):
    assert shown(text) == text


def test_the_mask_of_a_text_is_not_found_again(shown):
    once = shown("M. Durand, 06 39 98 12 34, durand@courriel.example, plaque AB-123-CD, quel connard")
    assert shown(once) == once
