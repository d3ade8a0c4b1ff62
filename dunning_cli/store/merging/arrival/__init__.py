"""What another clone's commits may bring into a ledger: regular files under lawful names, a state commands can work on."""
