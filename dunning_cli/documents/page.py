"""Letters as A4 pages ready for print: the same text on a grid of columns, under the office's letterhead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from dunning_cli.documents.page_layout import Layout, Row, pages_of, tear_off_label, title_of
from dunning_cli.documents.plain_text import PAGE_WIDTH, display_width
from dunning_cli.documents.typesetting import Sheet, open_sheet
from dunning_cli.domain.failure import Refused
from dunning_cli.domain.message import msg
from dunning_cli.domain.office import Office
from dunning_cli.domain.typeface import Typeface

if TYPE_CHECKING:
    from fpdf import FPDF
