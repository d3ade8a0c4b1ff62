"""The court's element forms (法〔2025〕82号): for each its elements in order, where we have them from, what fills each.

The list of the property service contract is the form's own by number of claims and facts; how its parts on parties
and procedure are split into sixteen is ours. The card form is known by what it asks for beside, the two loan
forms are not confirmed: they are put together after the same pattern. A payment order has no element form; its
application names what 民事诉讼法 (2023) 225 and its interpretation ask for.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.domain.litigation import form_claims as claims
from dunning_cli.domain.litigation import form_evidence
from dunning_cli.domain.litigation import form_facts as facts
from dunning_cli.domain.litigation import form_parties as parties
from dunning_cli.domain.litigation.customary_papers import CUSTOMARY
from dunning_cli.domain.litigation.form_elements import Basis, Element, FilledElement, Section
from dunning_cli.domain.litigation.form_fields import FormScene
from dunning_cli.kernel.message import label

_G, _N, _U = Basis.GROUPED, Basis.NUMBERED, Basis.UNCONFIRMED
_P, _C, _F = Section.PARTIES, Section.CLAIMS, Section.FACTS


def _parties(basis: Basis) -> tuple[Element, ...]:
    return (
        Element("plaintiff_name", _P, label("plaintiff: name"), basis, parties.creditor_name),
        Element(
            "plaintiff_address", _P, label("plaintiff: registered address"), basis, parties.creditor_address
        ),
        Element(
            "plaintiff_representative",
            _P,
            label("plaintiff: legal representative and post"),
            basis,
            parties.creditor_representative,
        ),
        Element("plaintiff_phone", _P, label("plaintiff: telephone"), basis, parties.creditor_phone),
        Element("plaintiff_code", _P, label("plaintiff: credit code"), basis, parties.creditor_code),
        Element("agent", _P, label("agent in the proceedings"), basis, parties.agent),
        Element(
            "service_address",
            _P,
            label("plaintiff: address for service, recipient, telephone"),
            basis,
            parties.service_address,
        ),
        Element("electronic_service", _P, label("electronic service"), basis, parties.electronic_service),
        Element("defendant_name", _P, label("defendant: name"), basis, parties.debtor_name),
        Element("defendant_identity", _P, label("defendant: identity"), basis, parties.debtor_identity),
        Element("defendant_phone", _P, label("defendant: telephone"), basis, parties.debtor_phone),
        Element("defendant_address", _P, label("defendant: address"), basis, parties.debtor_address),
        Element("others", _P, label("other defendants and third persons"), basis, parties.others_liable),
    )


def _procedure(basis: Basis) -> tuple[Element, ...]:
    section = Section.PROCEDURE
    return (
        Element(
            "jurisdiction",
            section,
            label("arbitration clause or agreed court"),
            basis,
            parties.jurisdiction,
        ),
        Element("preservation", section, label("preservation of property"), basis, parties.preservation),
    )


def _mediation(basis: Basis) -> Element:
    return Element("mediation", Section.MEDIATION, label("willingness to mediate"), basis, parties.mediation)


_PROPERTY = (
    *_parties(_G),
    Element("fees_owed", _C, label("property fees owed up to a day"), _N, claims.principal),
    Element("penalty", _C, label("penalty, and whether until it is paid"), _N, claims.penalty),
    Element("costs", _C, label("costs of the proceedings"), _N, claims.costs),
    Element("other_claims", _C, label("other claims"), _N, claims.other_claims),
    Element("total", _C, label("total of the claims"), _N, claims.total),
    *_procedure(_G),
    Element("contract", _F, label("the contract: date, place, name"), _N, facts.contract),
    Element("contract_parties", _F, label("who signed the contract"), _N, facts.contract_parties),
    Element("premises", _F, label("the flat: place, area, owner"), _N, facts.premises),
    Element("fee_rate", _F, label("rate of the fee agreed"), _N, facts.fee_rate),
    Element("service_term", _F, label("term of the service agreed"), _N, facts.term),
    Element("payment_way", _F, label("way of payment agreed"), _N, facts.payment_way),
    Element("penalty_rate", _F, label("rate of the penalty agreed"), _N, facts.penalty_rate),
    Element("owed", _F, label("fees owed and how they are reckoned"), _N, claims.owed),
    Element("penalty_sum", _F, label("penalty owed and how it is reckoned"), _N, claims.penalty_reckoned),
    Element("demands", _F, label("demands made"), _N, facts.demands),
    Element("other_facts", _F, label("other facts"), _N, facts.other_facts),
    Element("legal_basis", _F, label("legal basis of the claims"), _N, facts.legal_basis),
    Element("evidence", _F, label("list of evidence"), _N, form_evidence.evidence),
    _mediation(_G),
)


def _lending_claims(basis: Basis) -> tuple[Element, ...]:
    return (
        Element("principal", _C, label("principal owed up to a day"), basis, claims.principal),
        Element("interest", _C, label("interest, and whether until it is paid"), basis, claims.interest),
        Element("penalty", _C, label("penalty, and whether until it is paid"), basis, claims.penalty),
        Element("costs", _C, label("costs of the proceedings"), basis, claims.costs),
        Element("other_claims", _C, label("other claims"), basis, claims.credit_taken_off),
        Element("total", _C, label("total of the claims"), basis, claims.total),
    )


def _reckoning(basis: Basis) -> tuple[Element, ...]:
    return (
        Element("paid", _F, label("what was paid"), basis, claims.paid),
        Element("owed", _F, label("what is owed, by component"), basis, claims.by_component),
        Element("principal_sum", _F, label("principal and how it is reckoned"), basis, claims.owed),
        Element(
            "interest_sum", _F, label("interest and how it is reckoned"), basis, claims.interest_reckoned
        ),
        Element(
            "penalty_sum", _F, label("penalty owed and how it is reckoned"), basis, claims.penalty_reckoned
        ),
        Element("demands", _F, label("demands made"), basis, facts.demands),
    )


def _closing(basis: Basis) -> tuple[Element, ...]:
    return (
        Element("other_facts", _F, label("other facts"), basis, facts.other_facts),
        Element("legal_basis", _F, label("legal basis of the claims"), basis, facts.legal_basis),
        Element("evidence", _F, label("list of evidence"), basis, form_evidence.evidence),
    )


_CARD = (
    *_parties(_G),
    *_lending_claims(_U),
    *_procedure(_G),
    Element("contract", _F, label("the contract: date, place, name"), _U, facts.contract),
    Element("card_opened", _F, label("how the card was opened"), _G, facts.card_opened),
    Element("sums_drawn", _F, label("sums drawn"), _G, facts.sums_drawn),
    Element("rates", _F, label("rates of interest and penalty agreed"), _G, facts.rates),
    Element("termination", _F, label("termination of the contract"), _G, facts.termination),
    Element("standard_terms", _F, label("how standard terms were pointed out"), _G, facts.standard_terms),
    *_reckoning(_G),
    Element("security", _F, label("security"), _G, facts.security),
    *_closing(_U),
    _mediation(_G),
)
_LENT = (
    Element("contract", _F, label("the contract: date, place, name"), _U, facts.contract),
    Element("contract_parties", _F, label("who signed the contract"), _U, facts.contract_parties),
    Element("sum_lent", _F, label("the sum lent"), _U, facts.sum_lent),
    Element("loan_term", _F, label("term of the loan"), _U, facts.term),
    Element("rates", _F, label("rates of interest and penalty agreed"), _U, facts.rates),
    Element("payment_way", _F, label("way of payment agreed"), _U, facts.payment_way),
)
_LOAN = (
    *_parties(_U),
    *_lending_claims(_U),
    *_procedure(_U),
    *_LENT,
    Element("standard_terms", _F, label("how standard terms were pointed out"), _U, facts.standard_terms),
    *_reckoning(_U),
    Element("security", _F, label("security"), _U, facts.security),
    *_closing(_U),
    _mediation(_U),
)
_PRIVATE = (
    *_parties(_U),
    *_lending_claims(_U),
    *_procedure(_U),
    *_LENT,
    Element("ceiling", _F, label("ceiling of interest, penalty and fees"), _U, facts.ceiling),
    *_reckoning(_U),
    Element("security", _F, label("security"), _U, facts.security),
    *_closing(_U),
    _mediation(_U),
)
_PAYMENT_ORDER = (
    Element("applicant_name", _P, label("applicant: name"), _U, parties.creditor_name),
    Element("applicant_address", _P, label("applicant: registered address"), _U, parties.creditor_address),
    Element(
        "applicant_representative",
        _P,
        label("applicant: legal representative and post"),
        _U,
        parties.creditor_representative,
    ),
    Element("applicant_phone", _P, label("applicant: telephone"), _U, parties.creditor_phone),
    Element("applicant_code", _P, label("applicant: credit code"), _U, parties.creditor_code),
    Element("agent", _P, label("agent in the proceedings"), _U, parties.agent),
    Element("respondent_name", _P, label("respondent: name"), _U, parties.debtor_name),
    Element("respondent_identity", _P, label("respondent: identity"), _U, parties.debtor_identity),
    Element("respondent_phone", _P, label("respondent: telephone"), _U, parties.debtor_phone),
    Element(
        "respondent_address",
        _P,
        label("respondent: address at which the order can be served"),
        _U,
        parties.debtor_address,
    ),
    Element("principal", _C, label("principal due"), _U, claims.principal),
    Element("interest", _C, label("interest due"), _U, claims.interest_to_the_day),
    Element("penalty", _C, label("penalty due"), _U, claims.penalty_to_the_day),
    Element("costs", _C, label("costs of the proceedings"), _U, claims.costs),
    Element("other_claims", _C, label("other claims"), _U, claims.credit_taken_off),
    Element("total", _C, label("sum the order is to be for"), _U, claims.total),
    Element("court", Section.PROCEDURE, label("court applied to"), _U, parties.jurisdiction),
    Element("contract", _F, label("the contract: date, place, name"), _U, facts.contract),
    Element("owed", _F, label("principal and how it is reckoned"), _U, claims.owed),
    Element("interest_sum", _F, label("interest and how it is reckoned"), _U, claims.interest_reckoned),
    Element("penalty_sum", _F, label("penalty owed and how it is reckoned"), _U, claims.penalty_reckoned),
    Element("demands", _F, label("demands made"), _U, facts.demands),
    Element("undisputed", _F, label("no other debts between the two"), _U, facts.undisputed),
    Element("legal_basis", _F, label("legal basis of the claims"), _U, facts.legal_basis),
    Element("evidence", _F, label("list of evidence"), _U, form_evidence.evidence),
)
ELEMENTS: Mapping[CourtPaper, tuple[Element, ...]] = MappingProxyType(
    {
        CourtPaper.PROPERTY: _PROPERTY,
        CourtPaper.CARD: _CARD,
        CourtPaper.LOAN: _LOAN,
        CourtPaper.PRIVATE: _PRIVATE,
        CourtPaper.PAYMENT_ORDER: _PAYMENT_ORDER,
        **CUSTOMARY,
    }
)
"""The elements of each paper, in order."""


def filled_form(paper: CourtPaper, scene: FormScene) -> tuple[FilledElement, ...]:
    """Every element of a paper, filled from a case; `form_obstacles.obstacles` says whether it may be written."""
    return tuple(
        FilledElement(number, element, element.fill(scene))
        for number, element in enumerate(ELEMENTS[paper], start=1)
    )
