"""The dialogue of `work`: one thing to do after the other, each with its keys and questions."""
