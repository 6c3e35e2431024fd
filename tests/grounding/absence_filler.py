"""Sentences of an invented record, among which a fact is planted: office matters, what is normal, denied or planned,
and treatments and findings of no bearing on most of what a rationale says is missing."""

import random

_OFFICE = """
This report was dictated and transcribed on {month} {day}.
The claim number ends in {number}.
A copy of this letter was sent to the insurance carrier on {month} {day}.
The office is open Monday through Friday.
Please call extension {number} with any question about billing.
Page {day} of {number}.
The envelope was received by the copy service and scanned.
The applicant's attorney asked for the file on {month} {day}.
I declare under penalty of perjury that the above is true to the best of my knowledge.
The invoice lists code {number} with one unit.
The fax was sent again, since line {day} was busy.
The employer is located on the {day}th floor.
The adjuster's name and address are listed above.
Thank you for the opportunity to see this pleasant individual.
This document was signed electronically.
The appointment of {month} {day} was rescheduled by the front desk.
The signature on file is dated {month} {day}.
The cover sheet names {day} enclosures.
Vital signs were taken by the assistant.
The color of the folder was changed in {month}.
Forty minutes were spent on the review of {number} pages.
The chart of {month} {day} was brought to the front desk.
A deposition was taken in {month} by counsel for the defendant.
The statement of the employer was read into the file.
The date of loss is {month} {day}.
The form was completed in black ink and mailed in {month}.
"""
_PERSON = """
The patient is a {age}-year-old {job} who was hired in {month}.
The patient is right-handed and was born in {month}.
{He} is married and has {few} children.
{He} grew up in {town} and finished high school.
{His} mother died at {age} and {his} father is living.
{He} was employed as a {job} for {few} years.
The shift began at six in the morning on {month} {day}.
{He} was lifting a crate in {month} when {he} felt a pop.
{He} reported the event to the supervisor, who filled out a form.
{He} speaks English and reads it.
{He} served in the navy for {few} years.
{He} was seen with {his} sister in the room.
The supervisor sent {him} to the clinic in {town}.
{He} has lived in {town} since {month}.
"""
_NORMAL = """
General: alert, oriented, well nourished, in no acute distress.
Temperature {temp}, pulse {pulse}, respirations 16.
Head is normocephalic and atraumatic.
Lungs are clear to auscultation bilaterally.
Heart sounds are regular without murmur.
The abdomen is soft and not distended.
Skin is warm and dry without rash.
Pupils are equal and reactive to light.
There is no cervical lymphadenopathy.
The {part} shows no deformity, erythema or ecchymosis.
There is no tenderness over the {part}.
No swelling or warmth of the {part} is seen.
The {part} has no scars.
There is no numbness, tingling or weakness of the {limb}.
There is no evidence of infection of the {part}.
There is no muscle spasm about the {part}.
{He} denies numbness and tingling in the {limb}.
{He} denies fever, chills, night sweats and weight loss.
{He} denies bowel or bladder dysfunction.
{He} denies chest pain, palpitations and shortness of breath.
{He} denies nausea, vomiting, constipation and abdominal pain.
{He} denies depression, anxiety and suicidal thoughts.
{He} denies dizziness, headache and blurred vision.
{He} denies locking, catching and giving way of the {limb}.
{He} denies any prior injury of the {part}.
{He} denies use of alcohol, tobacco and illicit drugs.
{He} denies a history of ulcer, diabetes, hypertension and heart disease.
{He} denies drowsiness and other side effects.
{He} does not report trouble with sleep.
{He} has not had surgery of the {part}.
{He} has had no injections to the {part}.
{He} has not used a brace for the {part}.
No instability of the {part} is noted.
The {part} is stable to stress.
There is no atrophy of the {limb}.
No fracture or dislocation of the {part} is seen.
No tear is identified in the {part}.
The remainder of the review of systems is noncontributory.
Cranial nerves two through twelve are intact.
Radial and pedal pulses are palpable.
The Babinski sign is absent and there is no clonus.
Coordination is normal.
"""
_PLANNED = """
{Treatment} for the {part} is requested, {few} visits.
{Treatment} was denied by the carrier on {month} {day}.
{Treatment} will be considered if symptoms persist.
Authorization for {treatment} is pending.
We await a decision on {treatment}.
{He} may benefit from {treatment} in the future.
We discussed {treatment}, and {he} will think about it.
{He} declined {treatment}.
{Study} of the {part} is requested.
{Study} will be ordered at the next visit.
{Study} has not been obtained.
A trial of {drug} is recommended.
{Drug} will be started if {he} does not improve.
{Drug} is being considered.
{He} was advised to avoid {drug}.
The goal of {treatment} would be to improve function.
A psychological evaluation is recommended before {treatment}.
{He} should stop smoking before any operation.
{He} is to return in {few} weeks or sooner if needed.
Should {he} develop weakness or loss of bladder control, {he} should go to the emergency room.
The risks include infection, bleeding and nerve damage.
Weaning will be discussed at the next visit.
An opioid agreement will be reviewed when {he} returns.
A urine drug screen is planned.
Return to modified duty is hoped for by {month}.
"""
_OTHER = """
{He} has a callus on the left {limb}.
{His} eyeglasses were broken in {month}.
The fingernail of the right ring finger is ridged.
A cavity was filled by the dentist in {month}.
{He} had chickenpox as a child.
{He} has seasonal hay fever and uses a nasal spray in {month}.
A mole of {few} mm on the back was looked at.
The tympanic membranes are gray.
{He} had a cold in {month}, for which {he} rested.
Warm compresses were put on the eyelid for {few} days.
A tetanus vaccination was given in {month}.
{He} drinks {few} cups of tea.
The wart on the thumb was frozen with liquid nitrogen.
The contact lens was changed in {month}.
{He} eats two meals a day.
{His} hair is brown and {his} complexion is fair.
A bee sting of {month} left a red spot.
A nosebleed in {month} stopped by itself.
The appendix was inflamed when {he} was {few}.
The patient brought {few} bottles to the office.
The neck is supple and the thyroid is not enlarged.
The {part} was inspected and palpated.
The patient was seated on the table for the examination of the {part}.
Pain in the {part} began in {month}.
The chief complaint is of the {part}.
{He} states that the {part} bothers {him}.
The {part} was struck by a box in {month}.
The claim lists the {part} as injured.
The injured {part} was compared with the other side.
Complaints of the {part} are the same as at the visit of {month} {day}.
"""
_SLOTS = {
    "month": "January February March April May June July August September October November December".split(),
    "part": "low back,neck,right shoulder,left shoulder,right knee,left knee,left wrist,right hand,right elbow,"
    "left ankle,right hip,thoracic spine,left foot".split(","),
    "limb": "right arm,left arm,right leg,left leg,hands,feet".split(","),
    "job": "cook,driver,nurse,clerk,welder,painter,teacher,packer".split(","),
    "town": "Bakerview,Oakmont,Lindale,Fairport,Redhill".split(","),
    "few": "two three four five six seven eight nine ten twelve".split(),
    "treatment": "physical therapy,acupuncture,chiropractic care,massage,aquatic therapy,an epidural injection,a "
    "steroid injection,a home exercise program,surgery,a TENS unit,a brace,cognitive behavioral therapy,a functional "
    "restoration program".split(","),
    "study": "MRI,an x-ray,electrodiagnostic study,CT,ultrasound,bone scan".split(","),
    "drug": "naproxen,ibuprofen,gabapentin,tramadol,cyclobenzaprine,duloxetine,hydrocodone,omeprazole,lidocaine "
    "patches".split(","),
}  # fmt: skip
_KINDS = tuple(
    tuple(line for line in lines.splitlines() if line) for lines in (_OFFICE, _PERSON, _NORMAL, _PLANNED, _OTHER)
)
_SHARES = (3, 1, 3, 2, 2)
"""How often each kind is drawn."""


def filler(draw: random.Random, count: int) -> list[str]:
    """So many sentences of a record, drawn at random."""
    return [_sentence(draw, draw.choice(draw.choices(_KINDS, _SHARES)[0])) for _ in range(count)]


def office(draw: random.Random, count: int) -> list[str]:
    """So many sentences that say nothing of the worker's condition."""
    return [_sentence(draw, draw.choice(_KINDS[0])) for _ in range(count)]


def _sentence(draw: random.Random, template: str) -> str:
    he = draw.random() < 0.5
    words = {slot: draw.choice(options) for slot, options in _SLOTS.items()}
    words |= {
        "day": str(draw.randint(1, 28)),
        "number": str(draw.randint(1000, 9999)),
        "age": str(draw.randint(24, 88)),
        "temp": f"98.{draw.randint(0, 8)}",
        "pulse": str(draw.randint(58, 88)),
        "he": "he" if he else "she",
        "his": "his" if he else "her",
        "him": "him" if he else "her",
    }
    words |= {slot.capitalize(): _upper(words[slot]) for slot in ("he", "his", "treatment", "study", "drug")}
    return template.format(**words)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
