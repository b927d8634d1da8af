"""Disputes: what no answer settled, on its way to a mediator, a settlement or an end."""
