"""The phases of the work that a case can be in, and their words."""

from __future__ import annotations

from dunning_cli.kernel.message import Message, label

PHASES: dict[str, Message] = {
    "verify": label("identity and debt are verified"),
    "follow-up": label("follow-up"),
    "negotiation": label("negotiation"),
    "visit": label("visits on the spot"),
    "guarantor": label("the guarantor is approached"),
    "pre-suit": label("talks before a suit"),
    "suit": label("before the court"),
    "enforcement": label("enforcement"),
    "estate": label("estate of the deceased"),
    "dispute": label("in dispute: nobody is contacted"),
    "return": label("goes back to the client: nobody is contacted"),
}
"""Built in, in the order of the work; an office lists its own in dunning.yaml, and strategies name more."""
