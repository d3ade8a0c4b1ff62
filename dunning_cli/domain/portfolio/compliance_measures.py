"""What a month by the rules is measured by: contacts, limits, complaints, verification, letters, looks at personal data."""

from __future__ import annotations

from dunning_cli.domain.portfolio.measure import Unit, count_measure, mean_measure
from dunning_cli.domain.portfolio.measures import COMPLAINTS, LETTERS
from dunning_cli.domain.portfolio.sums import Summand
from dunning_cli.kernel.message import label

CONTACTS = count_measure(
    Summand.CONTACTS,
    label("contacts"),
    label("contacts of the period that stand, by the day they took place"),
)
CONNECTED = count_measure(
    Summand.CONTACTS_CONNECTED,
    label("connected"),
    label("of these, calls in which somebody spoke, those of a machine too"),
)
WITHIN = count_measure(
    Summand.WITHIN,
    label("inside limits"),
    label("of these, against no rule of their day by all that is on record"),
)
AGAINST = count_measure(
    Summand.AGAINST,
    label("against a rule"),
    label("of these, against a rule: overridden with a reason, or found on record"),
)
THIRD_PARTY = count_measure(
    Summand.THIRD_PARTY,
    label("with third parties"),
    label("of these, made to somebody who does not owe, or answered by one"),
)
OVERRIDDEN = count_measure(
    Summand.OVERRIDDEN,
    label("overridden"),
    label("entries of the period in which a rule was overridden with a reason, reversed ones too"),
)
ON_RECORD = count_measure(
    Summand.ON_RECORD,
    label("found on record"),
    label("contacts and letters against a rule of their day that nobody gave a reason for"),
)
AGREED = count_measure(
    Summand.AGREED,
    label("agreed, as recorded"),
    label("contacts that would be against a rule, had the person not asked for them"),
)
LATE = count_measure(
    Summand.LATE,
    label("recorded late"),
    label("contacts and cases of the period recorded later than dunning.yaml allows"),
)
SETTLED = count_measure(
    Summand.COMPLAINTS_SETTLED,
    label("complaints settled"),
    label("complaints settled in the period, whenever they were made"),
)

ANSWER_DAYS = mean_measure(
    "answer_days",
    label("days to answer"),
    label(
        "days from the complaints settled in the period to what settled them: their sum ÷ complaints settled"
    ),
    Unit.DAYS,
    Summand.COMPLAINT_DAYS,
    Summand.COMPLAINTS_SETTLED,
)
OPEN = count_measure(
    Summand.COMPLAINTS_OPEN, label("complaints open"), label("complaints not settled on the last day")
)
FIRST_DEMANDS = count_measure(
    Summand.FIRST_DEMANDS,
    label("first demanded"),
    label("cases whose first contact or first letter that asks for payment was in the period"),
)
VERIFIED = count_measure(
    Summand.VERIFIED_FIRST,
    label("verified before"),
    label("of these, identity and debt found right by the end of that day"),
)
UNVERIFIED = count_measure(
    Summand.UNVERIFIED_FIRST, label("not verified before"), label("of these, all others")
)
RECEIVED = count_measure(
    Summand.LETTERS_RECEIVED,
    label("letters received"),
    label("of the letters, received by the last day, with a tracking number or a signature"),
)
RETURNED = count_measure(
    Summand.LETTERS_RETURNED, label("letters returned"), label("of the letters, come back by the last day")
)
POSTED = count_measure(
    Summand.LETTERS_POSTED,
    label("letters posted"),
    label("of the letters, posted with a tracking number and neither received nor returned by the last day"),
)
UNPROVEN = count_measure(
    Summand.LETTERS_UNPROVEN, label("letters without proof"), label("of the letters, all others")
)
EXPORTS = count_measure(
    Summand.EXPORTS,
    label("exports"),
    label(
        "lines of the period in access.log of this machine that took personal data out of the ledger; they are in no "
        "commit and cannot be counted again from a clone"
    ),
)
REVEALS = count_measure(
    Summand.REVEALS,
    label("reveals"),
    label(
        "lines of the period in access.log of this machine that showed personal data in full; they are in no commit and "
        "cannot be counted again from a clone"
    ),
)
OF_A_CHANNEL = (CONTACTS, CONNECTED, WITHIN, AGAINST, THIRD_PARTY)
OF_A_RULE = (OVERRIDDEN, ON_RECORD, AGREED, LATE)
FROM_THE_RECORD = (
    *OF_A_CHANNEL,
    *OF_A_RULE,
    *(COMPLAINTS, SETTLED, ANSWER_DAYS, OPEN),
    *(FIRST_DEMANDS, VERIFIED, UNVERIFIED),
    *(LETTERS, RECEIVED, RETURNED, POSTED, UNPROVEN),
)
FROM_THE_LOG = (EXPORTS, REVEALS)
