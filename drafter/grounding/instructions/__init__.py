"""Where a text speaks to a machine instead of about the patient: instructions hidden in case material.

Told by signals that work together: an address to a machine or reviewer, a command about rules, outcome or form, marks
of conversations and of markup, characters and codes that hide words. It names places to look at; it proves nothing,
and a text in which nothing is found may still be hostile.
"""

from drafter.grounding.instructions.find import instructions_in
from drafter.grounding.instructions.place import Family, Place

__all__ = ["Family", "Place", "instructions_in"]
