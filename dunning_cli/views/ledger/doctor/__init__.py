"""Whether the installation is sound: programs, packages, git, clock, and how the ledger stands on this machine."""

from dunning_cli.views.ledger.doctor.examination import examination_report, examined
from dunning_cli.views.ledger.doctor.finding import Machine

__all__ = ["Machine", "examination_report", "examined"]
