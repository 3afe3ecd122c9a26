"""`python -m conversations.whatsapp.simulator`: the simulator without Django, for a quick start."""

from conversations.whatsapp.simulator.serve import main

if __name__ == "__main__":
    main()
