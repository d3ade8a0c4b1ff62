"""Operations on the ledger as a whole: begun, mended, undone, names given anew."""
