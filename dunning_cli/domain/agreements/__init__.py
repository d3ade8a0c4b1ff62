"""What is agreed with a debtor: promises to pay and repayment plans."""
