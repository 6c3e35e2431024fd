"""Sentences of rationales, what each says is missing, and readings of record sentences; all invented."""

MISSING = {
    "There is no documentation of home exercise.": ("home exercise",),
    "The record does not mention functional improvement.": ("functional improvement",),
    "There is no evidence of radiculopathy on examination.": ("radiculopathy on examination",),
    "PT was requested without documented failure of first-line therapy.": ("failure of first-line therapy",),
    "The records lack objective findings.": ("objective findings",),
    "Functional gains were not documented.": ("Functional gains",),
    "The submitted reports fail to show lasting relief from the prior injection.": (
        "lasting relief from the prior injection",
    ),
    "No red flags are reported.": ("red flags",),
    "Nothing in the file shows instability.": ("instability",),
    "A signed opioid agreement is absent from the record.": ("A signed opioid agreement",),
    "Missing from the file is a psychological evaluation.": ("psychological evaluation",),
    "There is no documentation in the submitted records of a urine drug test.": ("a urine drug test",),
    "The physician did not describe any side effects from Norco, so it may go on.": ("side effects from Norco",),
    "The provider’s notes don’t document failure of NSAIDs.": ("failure of NSAIDs",),
    "However, plain radiographs have not been provided.": ("plain radiographs",),
    "Numbness, tingling, or weakness was not noted.": ("Numbness, tingling, or weakness",),
    "There is no CURES report in the file.": ("CURES",),
    "The file contains no electrodiagnostic studies.": ("electrodiagnostic studies",),
    "The available records are silent on sleep hygiene.": ("sleep hygiene",),
    "None of the progress reports describes constipation.": ("constipation",),
    "Since no failure of conservative care is documented, the injection is not medically necessary.": (
        "failure of conservative care",
    ),
    "There is no evidence of radiculopathy, and there is no documentation of NSAIDs.": ("radiculopathy", "NSAIDs"),
    "There is no evidence to support the request.": ("",),
    "No sufficient documentation was provided.": ("",),
}
"""The parts of what is missing that must be found, in order; "" where nothing can be looked for."""

NOT_MISSING = (
    "Massage is not recommended without documentation of improvement.",
    "The guidelines do not recommend the device without evidence of radiculopathy.",
    "She denies numbness.",
    "The worker reports no numbness.",
    "The request is for no more than six visits.",
    "The request does not state a quantity.",
    "The MTUS does not mention this device.",
    "There is no evidence in the literature that massage helps.",
    "There is no need for further visits.",
    "Six visits were requested.",
    "",
)
"""Sentences that say nothing of what the record does not hold."""

ASSERTED = (
    ("radiculopathy", "Absent ankle jerk, decreased sensation in L5."),
    (
        "a specialist consultation",
        "He hopes for relief and would like to work, and was referred to a spine surgeon and seen.",
    ),
    ("physical therapy", "She had no relief from physical therapy."),
    ("NSAIDs", "He did not tolerate naproxen."),
    ("an MRI", "MRI of the knee was normal."),
    ("radicular pain", "Radicular pain has not improved."),
    ("home exercise", "We will continue the home exercises he does."),
    ("range of motion", "Pt has flexion of 90 degrees."),
    ("depression", "No acute distress; mood is depressed."),
)
"""What is missing, and a record sentence that says the contrary though it holds a negation or a plan."""

NOT_ASSERTED = (
    ("radiculopathy", "It is unclear whether he has radiculopathy."),
    ("radiculopathy", "MRI was requested to rule out radiculopathy."),
    ("radiculopathy", "There is no evidence of weakness, numbness, or radiculopathy."),
    ("radiculopathy", "Radiculopathy was ruled out."),
    ("physical therapy", "He has not had physical therapy."),
    ("physical therapy", "Pt reports that the knee hurts."),
    ("an MRI", "MRI was denied."),
    ("functional improvement", "The goal is to improve function and return to work."),
    ("functional improvement", "Function has not improved."),
    ("side effects", "Side effects: none."),
    ("an MRI of the lumbar spine", "MRI of the knee shows a torn meniscus."),
    ("benefit from acupuncture", "Chiropractic adjustments reduced his pain."),
    ("depression", "Utilization review noted that depression was present."),
    ("depression", "His wife suffers from depression."),
)
"""What is missing, and a record sentence on the subject that does not say the contrary."""
