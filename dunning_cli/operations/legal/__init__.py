"""Operations on the legal track and on assets."""
