"""How a power of attorney is filled: who gives it, to whom, in which matter, with which powers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from dunning_cli.domain.limitation.enforcement import standing_judgment
from dunning_cli.domain.litigation import form_parties, form_title
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
from dunning_cli.domain.litigation.form_insolvency import running_insolvency
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.remedy import remedy


class Stage(StrEnum):
    """What the agent is to act in."""

    SUIT = "suit"
    ENFORCEMENT = "enforcement"
    INSOLVENCY = "insolvency"


_MATTERS: Mapping[Stage, Message] = MappingProxyType(
    {
        Stage.SUIT: label("the proceedings of first instance"),
        Stage.ENFORCEMENT: label("the proceedings of enforcement"),
        Stage.INSOLVENCY: label("the proceedings of bankruptcy"),
    }
)
_GENERAL: Mapping[Stage, Message] = MappingProxyType(
    {
        Stage.SUIT: label(
            "to file the complaint and its papers, apply for preservation, hand in evidence, take part in hearings and "
            "mediation, and receive the papers of the court"
        ),
        Stage.ENFORCEMENT: label(
            "to apply for enforcement, name property, take part in questioning, and receive the papers of the court"
        ),
        Stage.INSOLVENCY: label(
            "to file the claim, hand in evidence, check the list of claims, and receive papers"
        ),
    }
)
"""What every agent may do."""
_SPECIAL: Mapping[Stage, Message] = MappingProxyType(
    {
        Stage.SUIT: label(
            "to admit, drop or change claims, settle, and file a counterclaim or an appeal in the principal's place"
        ),
        Stage.ENFORCEMENT: label(
            "to drop or change what is applied for, and settle, in the principal's place"
        ),
        Stage.INSOLVENCY: label(
            "to take part in the meetings of creditors and vote, and admit or change the claim, in the principal's place"
        ),
    }
)
"""What only an agent may do to whom it is given by name."""
_SPECIAL_WORDS = ("特别", "special")
_GENERAL_WORDS = ("一般", "general")


def stage_of(scene: FormScene) -> Stage:
    """The proceedings that come next."""
    if running_insolvency(scene.standing) is not None:
        return Stage.INSOLVENCY
    return Stage.SUIT if standing_judgment(scene.standing) is None else Stage.ENFORCEMENT


def agent_name(scene: FormScene) -> Field:
    """Who acts, as the master data of the creditor says."""
    return from_settings(scene, "agent", scene.client.agent, label("agent before the court"))


def entrusted(scene: FormScene) -> Field:
    """The matter and the proceedings."""
    said = msg(
        "the principal gives the agent power to act in its dispute with {debtor} over {matter}, in {stage}",
        debtor=scene.case.head.debtor.name,
        matter=matter(scene),
        stage=_MATTERS[stage_of(scene)],
    )
    return filled([said], scene.creditor_origin, "debtor.name", "account.contract")


def powers(scene: FormScene) -> Field:
    """General powers, or special ones one by one, as the words of the master data say."""
    words, stage = (scene.client.agent or "").casefold(), stage_of(scene)
    special = any(word in words for word in _SPECIAL_WORDS)
    general = any(word in words for word in _GENERAL_WORDS)
    if special and not general:
        return filled(
            [
                msg("special powers: {powers};", powers=_GENERAL[stage]),
                msg("and {powers}", powers=_SPECIAL[stage]),
            ],
            "dunning.yaml clients: agent",
        )
    if general and not special:
        return filled(
            [msg("general powers: {powers}", powers=_GENERAL[stage])], "dunning.yaml clients: agent"
        )
    told = msg(
        "general or special powers: add 一般代理 or 特别授权 to agent of {name} under clients in dunning.yaml, then commit",
        name=scene.creditor,
    )
    return lacking(Gap(told, remedy("commit")))


def term(_scene: FormScene) -> Field:
    """How long it holds."""
    return filled([label("from the day of signature until these proceedings end")], WORDING)


def court(scene: FormScene) -> Field:
    """Whom it is handed to."""
    stage = stage_of(scene)
    if stage is Stage.ENFORCEMENT:
        return form_title.court(scene)
    if stage is Stage.INSOLVENCY:
        state = running_insolvency(scene.standing)
        if state is not None and state.entry.court:
            return filled([state.entry.court], state.entry.id)
        return lacking(Gap(label("the court of the bankruptcy: write it in by hand"), None))
    return form_parties.jurisdiction(scene)
