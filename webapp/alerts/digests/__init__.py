"""The e-mail digest: what a person hears on their own morning, where push is not to be had."""
