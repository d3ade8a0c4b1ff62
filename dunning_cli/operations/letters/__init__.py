"""Operations on letters: made, numbered, posted, delivered."""
