"""Operations on what the debtor is granted: waivers, extensions, holds, approvals, plans."""
