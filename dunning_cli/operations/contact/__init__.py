"""Operations on talking with people: notes, promises, visits."""
