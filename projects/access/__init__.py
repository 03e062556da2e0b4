"""Who may: reading is open, editing needs a name. Plain logic; pages and terminal ask it.

Nothing here keeps time or asks the environment: the clock and the settings are passed in.
"""
