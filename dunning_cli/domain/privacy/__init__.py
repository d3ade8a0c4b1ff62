"""Personal data: who may see it (`sight`), which keys hold it (`keys`), its form in free text (`patterns`), how it is shown (`mask`)."""

from dunning_cli.domain.privacy.mask import (
    SEALED,
    SEALED_PREFIX,
    Form,
    Mask,
    Personal,
    numbers_masked,
    sealed_hidden,
)

__all__ = ["SEALED", "SEALED_PREFIX", "Form", "Mask", "Personal", "numbers_masked", "sealed_hidden"]
