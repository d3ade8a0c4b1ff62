"""Papers without an element form: what each says, in the order in which such papers are usually written.

No official form of them is claimed. Sources of their content: 民诉法 (2023) 103, 247–250, 264; 民事诉讼证据规定 19; 民法典 546;
企业破产法 46, 48, 49.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.domain.litigation import form_assignment as assignment
from dunning_cli.domain.litigation import form_claims as claims
from dunning_cli.domain.litigation import form_enforcement as enforcement
from dunning_cli.domain.litigation import form_evidence as evidence
from dunning_cli.domain.litigation import form_insolvency as insolvency
from dunning_cli.domain.litigation import form_parties as parties
from dunning_cli.domain.litigation import form_power as power
from dunning_cli.domain.litigation import form_preservation as preservation
from dunning_cli.domain.litigation import form_title as titles
from dunning_cli.domain.litigation.form_elements import Basis, Element, Section
from dunning_cli.domain.litigation.form_fields import Fill
from dunning_cli.kernel.message import Message, label


def _element(key: str, section: Section, name: Message, fill: Fill, *, leads: bool = False) -> Element:
    return Element(key, section, name, Basis.CUSTOMARY, fill, leads)


_PARTIES, _FACTS, _REQUESTS = Section.PARTIES, Section.FACTS, Section.REQUESTS


def _creditor(role: Message) -> tuple[Element, ...]:
    """The side of the creditor, under the name that the paper gives it."""
    return (
        _element("creditor_name", _PARTIES, role, parties.creditor_name, leads=True),
        _element("creditor_address", _PARTIES, label("registered seat"), parties.creditor_address),
        _element("creditor_code", _PARTIES, label("unified social credit code"), parties.creditor_code),
        _element(
            "creditor_representative",
            _PARTIES,
            label("legal representative and post"),
            parties.creditor_representative,
        ),
        _element("creditor_phone", _PARTIES, label("number to be reached on"), parties.creditor_phone),
    )


def _debtor(role: Message) -> tuple[Element, ...]:
    """The side of the debtor, likewise."""
    return (
        _element("debtor_name", _PARTIES, role, parties.debtor_name, leads=True),
        _element("debtor_identity", _PARTIES, label("particulars of identity"), parties.debtor_identity),
        _element("debtor_address", _PARTIES, label("address"), parties.debtor_address),
        _element("debtor_phone", _PARTIES, label("number to be reached on"), parties.debtor_phone),
    )


_AGENT = _element("agent", _PARTIES, label("agent in the proceedings"), parties.agent)
_BASIS = label("articles of law")

_ENFORCEMENT = (
    *_creditor(label("applicant for enforcement")),
    _AGENT,
    *_debtor(label("party enforced against")),
    _element("title", Section.TITLE, label("the title"), titles.title),
    _element("awarded", Section.TITLE, label("what it awards"), titles.awarded),
    _element("title_money", _REQUESTS, label("unpaid of the title"), enforcement.title_money),
    _element("running", _REQUESTS, label("what the title lets run on"), enforcement.awarded_running),
    _element("delay", _REQUESTS, label("doubled interest for delay"), enforcement.delay),
    _element("costs", _REQUESTS, label("costs of enforcement"), enforcement.enforcement_costs),
    _element("total", Section.DEBT, label("total applied for"), enforcement.total),
    _element("reckoned", Section.DEBT, label("how it is reckoned"), enforcement.reckoned),
    _element("performed", _FACTS, label("what was performed"), enforcement.performed),
    _element("in_time", _FACTS, label("the two years for applying"), enforcement.in_time),
    _element("legal_basis", _FACTS, _BASIS, enforcement.legal_basis),
    _element(
        "clues", Section.PROPERTY, label("property of the party enforced against"), preservation.own_clues
    ),
    _element("enclosed", Section.ENCLOSED, label("what is enclosed"), enforcement.enclosed),
    _element("court", Section.PROCEDURE, label("court applied to"), titles.court),
)
_PRESERVATION = (
    *_creditor(label("applicant")),
    _AGENT,
    *_debtor(label("respondent")),
    _element("others", _PARTIES, label("other respondents"), parties.others_liable, leads=True),
    _element("total", _REQUESTS, label("sum to be secured"), preservation.sum_preserved),
    _element("proceedings", _FACTS, label("the proceedings"), preservation.proceedings),
    _element("claim", _FACTS, label("the claim"), preservation.claim),
    _element("reason", _FACTS, label("why it is needed"), preservation.reason),
    _element("legal_basis", _FACTS, _BASIS, preservation.legal_basis),
    _element("clues", Section.PROPERTY, label("property of the respondent"), preservation.clues),
    _element("security", Section.SECURITY, label("the security"), preservation.security),
    _element("enclosed", Section.ENCLOSED, label("what is enclosed"), preservation.enclosed),
    _element("court", Section.PROCEDURE, label("court applied to"), parties.jurisdiction),
)
_POWER = (
    *_creditor(label("principal of the power")),
    _element("agent_name", _PARTIES, label("agent"), power.agent_name, leads=True),
    _element("entrusted", Section.NOTICE, label("the matter"), power.entrusted),
    _element("powers", Section.POWERS, label("the powers"), power.powers),
    _element("term", Section.POWERS, label("how long they hold"), power.term),
    _element("court", Section.PROCEDURE, label("handed to"), power.court),
)
_EVIDENCE = (
    _element("creditor_name", _PARTIES, label("handed in by"), parties.creditor_name, leads=True),
    _element("debtor_name", _PARTIES, label("other side"), parties.debtor_name),
    _element("about", _PARTIES, label("the dispute"), evidence.about),
    _element("bundle", Section.EVIDENCE, label("papers of the evidence bundle"), evidence.bundle),
    _element("bundle_source", Section.EVIDENCE, label("where they come from"), evidence.bundle_source),
    _element("attached", Section.ATTACHED, label("papers to be attached"), evidence.attached),
    _element("attached_source", Section.NOTICE, label("their originals"), evidence.attached_source),
    _element("copies", Section.NOTICE, label("sets"), evidence.copies),
)
_ASSIGNMENT = (
    _element("debtor_name", _PARTIES, label("addressee of the notice"), parties.debtor_name, leads=True),
    _element("debtor_identity", _PARTIES, label("particulars of identity"), parties.debtor_identity),
    _element("debtor_address", _PARTIES, label("address"), parties.debtor_address),
    _element("assignor_name", _PARTIES, label("assignor"), assignment.assignor_name, leads=True),
    _element("assignee_name", _PARTIES, label("assignee"), assignment.assignee_name),
    _element("agreement", Section.NOTICE, label("the assignment"), assignment.agreement),
    _element("claim", Section.NOTICE, label("what the claim comes to"), assignment.claim),
    _element("total", Section.NOTICE, label("total of the claim"), assignment.total),
    _element("pay_to", Section.NOTICE, label("whom to pay"), assignment.pay_to),
    _element("paid_before", Section.NOTICE, label("what was paid before"), assignment.paid_before),
    _element("legal_basis", Section.NOTICE, _BASIS, assignment.legal_basis),
    _element("enclosed", Section.ENCLOSED, label("what is enclosed"), assignment.enclosed),
)
_INSOLVENCY = (
    *_creditor(label("creditor who files")),
    _AGENT,
    _element("debtor_name", _PARTIES, label("debtor in bankruptcy"), parties.debtor_name, leads=True),
    _element("debtor_identity", _PARTIES, label("particulars of identity"), parties.debtor_identity),
    _element("proceeding", _FACTS, label("the bankruptcy"), insolvency.proceeding),
    _element("basis", _FACTS, label("what the claim rests on"), insolvency.basis),
    _element("legal_basis", _FACTS, _BASIS, insolvency.legal_basis),
    _element("principal", Section.DEBT, label("principal"), insolvency.principal),
    _element("interest", Section.DEBT, label("interest"), insolvency.interest),
    _element("penalty", Section.DEBT, label("penalty"), insolvency.penalty),
    _element("costs", Section.DEBT, label("fee"), insolvency.fees),
    _element("total", Section.DEBT, label("total filed"), insolvency.total),
    _element("stops", Section.DEBT, label("up to when"), insolvency.stops),
    _element("owed", Section.DEBT, label("principal and how it is reckoned"), claims.owed),
    _element("reckoned", Section.DEBT, label("how it is reckoned"), insolvency.reckoned),
    _element("received", Section.DEBT, label("received afterwards"), insolvency.received),
    _element("security", Section.SECURITY, label("whether property secures it"), insolvency.security),
    _element("joint", Section.SECURITY, label("whether it is joint"), insolvency.joint),
    _element("enclosed", Section.ENCLOSED, label("what is enclosed"), insolvency.enclosed),
    _element("court", Section.PROCEDURE, label("filed with"), insolvency.administrator),
)
CUSTOMARY: Mapping[CourtPaper, tuple[Element, ...]] = MappingProxyType(
    {
        CourtPaper.ENFORCEMENT: _ENFORCEMENT,
        CourtPaper.PRESERVATION: _PRESERVATION,
        CourtPaper.POWER: _POWER,
        CourtPaper.EVIDENCE: _EVIDENCE,
        CourtPaper.ASSIGNMENT: _ASSIGNMENT,
        CourtPaper.INSOLVENCY: _INSOLVENCY,
    }
)
"""The elements of each paper, in order."""
