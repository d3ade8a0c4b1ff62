"""How the filing of a claim in a bankruptcy is filled: its sums on the day of the acceptance, security, whether it is joint.

Sources: 企业破产法 45, 46, 48, 49.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.life_events import InsolvencyType
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import Entry, Insolvency, Payment
from dunning_cli.domain.case.people.life_events import InsolvencyState, insolvencies, parties_in_role
from dunning_cli.domain.limitation.enforcement import standing_judgment
from dunning_cli.domain.litigation.assets import assets_of
from dunning_cli.domain.litigation.form_claims import line_words
from dunning_cli.domain.litigation.form_facts import matter
from dunning_cli.domain.litigation.form_fields import WORDING, Field, FormScene, Gap, filled, lacking
from dunning_cli.domain.litigation.form_parties import has_agent
from dunning_cli.domain.litigation.form_title import title_words
from dunning_cli.kernel.message import Message, enumerated, label, msg
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.remedy import Placeholder, remedy

_KINDS: Mapping[InsolvencyType, Message] = MappingProxyType(
    {
        InsolvencyType.ENTERPRISE: label("bankruptcy"),
        InsolvencyType.PERSONAL: label_of(InsolvencyType.PERSONAL),
    }
)


def running_insolvency(standing: Sequence[Entry]) -> InsolvencyState | None:
    """The insolvency of the debtor that is under way among entries that count."""
    found = insolvencies(standing)
    return next((each for each in found if each.entry.of == "debtor" and each.ended is None), None)


def day_of_sums(case: Case, as_of: date) -> date:
    """The day up to which what is filed is reckoned: that of the acceptance (企业破产法 46); `as_of` where none is known."""
    state = running_insolvency(case.standing(as_of))
    return state.accepted if state is not None else as_of


def _accepted(scene: FormScene) -> InsolvencyState:
    state = running_insolvency(scene.standing)
    assert state is not None  # a form is filled only where one is under way (`customary_obstacles.py`)
    return state


def administrator(scene: FormScene) -> Field:
    """With whom the claim is filed."""
    names = [party.name for party in parties_in_role(scene.case, Role.ADMINISTRATOR)]
    if names:
        return filled([msg("{name}, administrator", name=enumerated(names))], "parties")
    do = remedy("party", case=scene.case.id, name=Placeholder("NAME"), role=Role.ADMINISTRATOR)
    return lacking(Gap(label("no administrator is on record"), do))


def proceeding(scene: FormScene) -> Field:
    """Which bankruptcy: court, docket, day of the acceptance, last day for filing."""
    state = _accepted(scene)
    about = [
        entry
        for entry in scene.standing
        if isinstance(entry, Insolvency) and state.entry.id in (entry.id, entry.first)
    ]
    court = next((entry.court for entry in about if entry.court), None)
    docket = next((entry.docket for entry in about if entry.docket), None)
    said = msg(
        "{court} accepted the {kind} of the debtor on {date}, docket {docket}",
        court=court or label("(to be supplied)"),
        kind=_KINDS[state.entry.type or InsolvencyType.ENTERPRISE],
        date=state.accepted,
        docket=docket or label("(to be supplied)"),
    )
    lines: list[Message | str] = [said]
    if state.claims_by is not None:
        lines.append(msg("claims are to be filed by {date}", date=state.claims_by))
    more = {"court": Placeholder("NAME")} if not court else {}
    more |= {"docket": Placeholder("NUMBER")} if not docket else {}
    wanted = [label("the court of the bankruptcy")] if not court else []
    wanted += [label("its docket number")] if not docket else []
    wanted += [label("the last day for filing claims")] if state.claims_by is None else []
    entries = tuple(entry.id for entry in about)
    if not wanted:
        return filled(lines, *entries)
    claims_by = state.claims_by or Placeholder("DATE")
    do = remedy("insolvency", case=scene.case.id, claims_by=claims_by, **more)
    return Field(tuple(lines), entries, (Gap(msg("{what}", what=enumerated(wanted)), do),))


def principal(scene: FormScene) -> Field:
    """The principal on the day of the acceptance."""
    return _part(scene, Component.PRINCIPAL)


def interest(scene: FormScene) -> Field:
    """The interest up to the day of the acceptance."""
    return _part(scene, Component.INTEREST)


def penalty(scene: FormScene) -> Field:
    """The penalty up to the day of the acceptance."""
    return _part(scene, Component.PENALTY)


def fees(scene: FormScene) -> Field:
    """The costs and fees charged by then."""
    return _part(scene, Component.FEE)


def _part(scene: FormScene, component: Component) -> Field:
    amount = scene.account.balance.of(component)
    return filled([msg("{amount} yuan", amount=amount)], "fees", amount=amount)


def total(scene: FormScene) -> Field:
    """All of it, less money received by then and not used yet."""
    balance = scene.account.balance
    lines: list[Message | str] = [
        msg("{amount} yuan up to {date}", amount=balance.total, date=scene.account.as_of)
    ]
    if balance.credit:
        lines.append(msg("less {amount} yuan received and not applied yet", amount=balance.credit))
    return filled(lines, "fees", amount=balance.total)


def stops(scene: FormScene) -> Field:
    """Up to when interest is reckoned, and what fell due."""
    state = _accepted(scene)
    if state.entry.interest_stops and state.entry.type is not InsolvencyType.ENTERPRISE:
        said = msg(
            "interest is reckoned up to {date}, the day of the acceptance, by the court's order",
            date=state.accepted,
        )
    elif state.entry.interest_stops:
        said = msg(
            "interest is reckoned up to {date}, the day of the acceptance, and what was not due then counts as due (企业破产法46)",
            date=state.accepted,
        )
    else:
        said = msg("the sums are those of {date}, the day of the acceptance", date=state.accepted)
    return filled([said], state.entry.id)


def basis(scene: FormScene) -> Field:
    """What the claim rests on: the contract, and the title where one stands."""
    lines: list[Message | str] = [msg("the claim is from {matter}", matter=matter(scene))]
    judgment = standing_judgment(scene.standing)
    if judgment is None:
        return filled(lines, "account.contract")
    lines.append(msg("it was decided: {title}", title=title_words(judgment)))
    return filled(lines, "account.contract", judgment.id)


def reckoned(scene: FormScene) -> Field:
    """How interest and penalty came about, line by line."""
    live = {item.id for item in scene.account.items if item.unpaid.total}
    lines: list[Message | str] = [
        line_words(scene, line) for line in scene.account.lines if line.days is not None and line.item in live
    ]
    return filled(lines, "fees")


def security(scene: FormScene) -> Field:
    """Whether property of the debtor secures the claim (企业破产法 49)."""
    rights = [
        asset
        for asset in assets_of(scene.standing)
        if asset.collateral is not None and not asset.gone and asset.of == "debtor"
    ]
    if not rights:
        return filled([label("no property of the debtor secures the claim")], "asset list")
    lines: list[Message | str] = [
        msg("{right} in {what}", right=label_of(asset.collateral), what=asset.what)
        for asset in rights
        if asset.collateral is not None
    ]
    return filled(
        [label("property of the debtor secures the claim:"), *lines], *(asset.id for asset in rights)
    )


def joint(scene: FormScene) -> Field:
    """Whether others have the claim too (企业破产法 49), and who else owes it."""
    lines: list[Message | str] = [label("the claim is no joint one of several creditors")]
    others = scene.liable_beside
    if others:
        named = enumerated(
            [msg("{name} ({role})", name=party.name, role=label_of(party.role)) for _, party in others]
        )
        lines.append(msg("beside the debtor is liable: {names}", names=named))
    return filled(lines, scene.creditor_origin, *(key for key, _ in others))


def received(scene: FormScene) -> Field:
    """What came in after the day of the acceptance: it is told, and not taken off."""
    state = _accepted(scene)
    later = [entry for entry in scene.standing if isinstance(entry, Payment) and entry.date > state.accepted]
    if not later:
        return filled([label("nothing was received after the acceptance")], "fees")
    said = msg(
        "received after the acceptance, and not taken off above: {amount} yuan",
        amount=sum((entry.amount for entry in later), ZERO),
    )
    return filled([said], *(entry.id for entry in later))


def legal_basis(scene: FormScene) -> Field:
    """The articles on filing, of a firm; for persons the rules of the place hold."""
    if _accepted(scene).entry.type is not InsolvencyType.ENTERPRISE:
        return filled([label("the claim is filed by the rules that hold for these proceedings")], WORDING)
    return filled([label("the claim is filed by 企业破产法 46, 48, 49")], WORDING)


def enclosed(scene: FormScene) -> Field:
    """What goes with it."""
    lines: list[Message | str] = [
        label("proof of the creditor's identity, and of its representative's"),
        *([label("power of attorney, and proof of the agent's identity")] if has_agent(scene) else []),
        label("papers that show the claim, as in the list of evidence"),
        label("how the sums were reckoned"),
    ]
    return filled(lines, WORDING)
