"""The demo's stage: scripts that a customer plays on the phone beside the live inbox. The same scripts are story tests."""
