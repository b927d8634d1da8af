"""The site that a request reaches: its keys and addresses, its safety headers, its short sentences."""

from dataclasses import dataclass
from datetime import timedelta

from jinja2 import Environment

from gateway.keyed import Keyed

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

HSTS = "max-age=31536000; includeSubDomains"

FLASHES = {
    "signed-out": "Vous êtes déconnecté.",
    "message-sent": "Votre message est envoyé.",
    "rated": "Votre avis est enregistré. Merci.",
    "withdrawn": "Votre réclamation est retirée et ses textes sont effacés.",
    "answered": "Votre réponse est publiée.",
    "decided": "La décision est enregistrée.",
    "claimed": "La page est revendiquée : le cercle ON est affiché.",
    "invited": "L’invitation est envoyée.",
    "removed": "Cette personne n’agit plus pour la marque.",
    "saved": "Vos changements sont enregistrés.",
    "files-added": "Vos fichiers sont ajoutés.",
    "escalated": "Votre réclamation est en litige. La marque est informée.",
    "mandate-signed": "Votre mandat est signé.",
    "code-sent": "Le code est parti. Il vous arrive par e-mail.",
    "mandate-revoked": "Votre mandat est révoqué. Plus rien n’est fait en votre nom.",
    "ordered": "Votre commande est enregistrée. Vous avez 14 jours pour vous rétracter.",
    "fee-alert": "Ne réglez rien : notre équipe vérifie cette somme.",
    "fee-covered": "Cette somme est prévue par un devis que vous avez accepté.",
    "offered": "Votre proposition est envoyée à l’auteur.",
    "shared": "Votre accord est enregistré. Votre dossier part chez le partenaire, chiffré.",
    "not-connected": "Ce partenaire ne reçoit pas encore de dossiers par RéclameICI. Joignez-le par son site.",
    "not-shared": "Rien n’est transmis.",
    "consent-withdrawn": "Votre accord est retiré. Plus rien n’est transmis, le partenaire doit supprimer sa copie.",
    "consent-withdrawn-in-time": "Votre accord est retiré. Rien n’avait été transmis.",
    "price-told": "Merci. Notre équipe demande des explications au partenaire.",
    "reported": "Votre compte rendu est enregistré.",
    "promise-answered": "Merci, votre réponse est enregistrée.",
    "brand-accepted": "La marque a maintenant sa page.",
    "brand-refused": "La marque proposée est refusée.",
    "brand-told": "L’e-mail part avec son code. La page de la marque dira depuis quand elle est informée.",
}
"""What was just done, by the code that the redirect leaves in a cookie."""


@dataclass(frozen=True)
class Site:
    """What `main.py` gives to the pages."""

    environment: Environment
    keyed: Keyed
    public_url: str
    session_lifetime: timedelta
    demonstration: bool
    trace_url: str
    """Where an operator reads a trace; `{trace_id}` is filled in."""

    @property
    def secure(self) -> bool:
        """True where the site is served over TLS: cookies get their prefix."""
        return self.public_url.startswith("https://")

    def cookie(self, name: str) -> str:
        """A cookie's full name."""
        return f"__Host-{name}" if self.secure else name
