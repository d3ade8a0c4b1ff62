"""What a case asks of people by a day: agreements, deadlines, the cadence of its strategy, duties of the office."""

from dunning_cli.domain.reminders.listing import reminders_of
from dunning_cli.domain.reminders.reminder import Action, Priority, Reminder

__all__ = ["Action", "Priority", "Reminder", "reminders_of"]
