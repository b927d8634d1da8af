"""Partners: who may receive a case, on whose consent, and what they report back."""
