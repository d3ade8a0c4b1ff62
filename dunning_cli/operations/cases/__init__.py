"""Operations on cases and their people: opened, assigned, changed, closed."""
