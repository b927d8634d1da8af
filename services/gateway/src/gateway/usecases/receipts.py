"""Receipts as pages show them."""

from contracts.http import notifications as mails
from gateway.presentation.views.brand_space import Receipt, ReceiptEvent

LABELS = {
    "deposited": "Notification déposée",
    "handed-over": "Message accepté par le serveur de messagerie",
    "opened": "Réclamation ouverte par la marque",
    "downloaded": "Accusé téléchargé par la marque",
}


def view(receipt: mails.ReceiptView, brand_name: str) -> Receipt:
    """A receipt, each event with what it proves and does not."""
    return Receipt(
        id=receipt.receipt_id,
        number=receipt.complaint_number,
        brand_name=brand_name,
        events=tuple(
            ReceiptEvent(LABELS[each.kind], each.at, each.proves, each.does_not_prove, each.hash)
            for each in receipt.events
        ),
    )
