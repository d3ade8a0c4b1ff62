"""How an application for preservation of property is filled: the sum, why, which property, the security offered.

Sources: 民事诉讼法 (2023) 103.
"""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.case.entries import Legal
from dunning_cli.domain.case.entries.wording import who
from dunning_cli.domain.limitation.proceedings import proceedings_of
from dunning_cli.domain.litigation.assets import AssetState, assets_of
from dunning_cli.domain.litigation.form_claims import claimed
from dunning_cli.domain.litigation.form_facts import matter
from dunning_cli.domain.litigation.form_fields import (
    WORDING,
    Field,
    FormScene,
    Gap,
    filled,
    from_settings,
    lacking,
)
from dunning_cli.domain.litigation.form_parties import has_agent
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.remedy import Placeholder, remedy


def sum_preserved(scene: FormScene) -> Field:
    """Property of the worth of the claim is to be preserved."""
    amount = claimed(scene).total
    said = msg(
        "order that property of the respondent worth {amount} yuan be sealed up, seized or frozen",
        amount=amount,
    )
    return filled([said], "fees", amount=amount)


def proceedings(scene: FormScene) -> Field:
    """In which proceedings it is applied for: those under way, else together with the complaint."""
    suit = _suit(scene)
    if suit is None:
        said = msg(
            "the applicant sues the respondent over {matter}; this application is handed in with the complaint",
            matter=matter(scene),
        )
        return filled([said], "account.contract")
    said = msg(
        "the suit of the applicant against the respondent over {matter} is before the court, docket {docket}",
        matter=matter(scene),
        docket=suit.docket or label("(to be supplied)"),
    )
    if suit.docket:
        return filled([said], suit.id)
    do = remedy(
        "legal",
        case=scene.case.id,
        step=LegalStep.FILE,
        docket=Placeholder("NUMBER"),
        court=Placeholder("NAME"),
    )
    return Field((said,), (suit.id,), (Gap(label("the docket number of the suit"), do),))


def _suit(scene: FormScene) -> Legal | None:
    """The last step of the proceedings under way."""
    open_ = [each for each in proceedings_of(scene.standing) if each.is_claim and each.ended_by is None]
    steps = [step for each in open_ for step in each.steps]
    return next((step for step in reversed(steps) if step.docket), steps[-1] if steps else None)


def claim(scene: FormScene) -> Field:
    """What is claimed, by component."""
    balance = claimed(scene)
    said = msg(
        "on {date} the respondent owes principal {principal} yuan, interest {interest} yuan, penalty {penalty} yuan, "
        "fees {fee} yuan, together {total} yuan",
        date=scene.as_of,
        principal=balance.principal,
        interest=balance.interest,
        penalty=balance.penalty,
        fee=balance.fee,
        total=balance.total,
    )
    return filled([said], "fees", amount=balance.total)


def reason(_scene: FormScene) -> Field:
    """Why property is to be preserved."""
    said = label(
        "without preservation a judgment may become hard to enforce, or the applicant come to other harm"
    )
    return filled([said], WORDING)


def clues(scene: FormScene) -> Field:
    """Property of all who are sued, as far as the case has it on record."""
    return _property(scene, own=False)


def own_clues(scene: FormScene) -> Field:
    """Property of the debtor alone."""
    return _property(scene, own=True)


def _property(scene: FormScene, *, own: bool) -> Field:
    known = [
        asset for asset in assets_of(scene.standing) if not asset.gone and (not own or asset.of == "debtor")
    ]
    if known:
        return filled([_asset(asset) for asset in known], *(asset.id for asset in known))
    do = remedy("asset add", case=scene.case.id, what=Placeholder("WHAT"))
    return lacking(Gap(label("no property of the respondent is on record"), do))


def _asset(asset: AssetState) -> Message:
    words = msg("{kind}: {what}", kind=label_of(asset.type), what=asset.what)
    for more in _particulars(asset):
        words = msg("{asset}; {particular}", asset=words, particular=more)
    return words


def _particulars(asset: AssetState) -> Iterator[Message]:
    if asset.of != "debtor":
        yield msg("of {owner}", owner=who(asset.of))
    if asset.value is not None:
        yield msg("worth {amount} yuan on {date}", amount=asset.value, date=asset.valued)
    if asset.collateral is not None:
        yield msg("the applicant's {right}", right=label_of(asset.collateral))
    if asset.encumbrance:
        yield msg("rights of others: {rights}", rights=asset.encumbrance)


def security(scene: FormScene) -> Field:
    """What the creditor offers for harm that a wrong preservation would do."""
    return from_settings(
        scene, "security", scene.client.security, label("security offered for the preservation")
    )


def legal_basis(_scene: FormScene) -> Field:
    """The article on preservation."""
    return filled([label("it is applied for by 民诉法 (2023) 103")], WORDING)


def enclosed(scene: FormScene) -> Field:
    """What goes with it."""
    lines: list[Message | str] = [
        label("proof of the applicant's identity, and of its representative's"),
        *([label("power of attorney, and proof of the agent's identity")] if has_agent(scene) else []),
        label("papers that show the claim, as in the list of evidence"),
        label("papers on the property named above"),
        label("papers on the security offered"),
    ]
    return filled(lines, WORDING)
