"""A small invented corpus of two tiers, to see what a search does on its way."""

_FRONT = """\
---
id: {id}
guideline: {name}
cited_as: {cited}
edition: "2016"
publisher: Nobody
tier: {tier}
in_force:
  from: 2009-01-01
  by: service
digest: true
licence: Apache-2.0
---
"""


def _section(title: str, statement: str = "", data: str = "", criteria: str = "") -> str:
    block = f"title_source: [invented]\n{data}".rstrip("\n")
    text = f"\n## {title}\n\n```yaml section\n{block}\n```\n"
    if statement:
        text += f"\n- {statement}\n  - source: invented\n"
    return text + (f"\n```yaml criteria\n{criteria}\n```\n" if criteria else "")


_SILENT = """\
- id: silent-insole
  kind: silent
  sentence: 1
  label: magnetic insoles
  request: [magnetic insole]"""

FILES = {
    "high.md": _FRONT.format(id="high-2016", name="High Guideline", cited="MTUS High", tier="MTUS")
    + _section("Copper bracelet", "A copper bracelet is an option for a stiff wrist.")
    + _section("Footwear", "The guideline says nothing on magnetic insoles.", "aliases: [insole]", _SILENT)
    + _section("Leech treatment")
    + _section("Warm wrap", "A warm wrap is an option by day.")
    + _section("Warm wrap, at night", "A warm wrap at night is not needed.")
    + _section("Long walks", "Long walks are part of care.", "scope: {phases: [chronic]}")
    + _section("Wound school", "A wound school is an option.", "scope: {postsurgical: true}"),
    "low.md": _FRONT.format(id="low-2016", name="Low Guideline", cited="Low", tier="ACOEM/ODG")
    + _section("Singing bowl", "A singing bowl is an option.")
    + _section("Copper bracelet", "A copper bracelet has no use.")
    + _section("Magnetic insole", "A magnetic insole has no use."),
    "aliases.yaml": "aliases: []\nbody_parts: []\n",
}
