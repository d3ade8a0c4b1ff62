"""Every table that can be exported, by its name on the command line."""

from __future__ import annotations

from dunning_cli.views.export.balances import BALANCES
from dunning_cli.views.export.cases import CASES
from dunning_cli.views.export.contacts import CONTACTS
from dunning_cli.views.export.dataset import Dataset
from dunning_cli.views.export.entries import ENTRIES
from dunning_cli.views.export.letters import LETTERS
from dunning_cli.views.export.payments import PAYMENTS
from dunning_cli.views.export.promises import PROMISES
from dunning_cli.views.export.reminders import REMINDERS

DATASETS: dict[str, Dataset] = {
    each.name: each for each in (CASES, ENTRIES, BALANCES, CONTACTS, PAYMENTS, LETTERS, PROMISES, REMINDERS)
}
"""In the order of the help page."""
