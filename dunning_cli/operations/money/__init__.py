"""Operations on money: charges, bills, payments, transfers, reversals."""
