"""What a client is paid: terms of commission, statements over a period, corrections of those sent before."""
