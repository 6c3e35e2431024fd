"""Sentences as rationales have them, far from the words of their sources, invented; and the same turned at one place.

A line is a sentence, "=>", and its sources as in `data_polarity`. "{a|b}" is a place: with a it is sound, with b false.
"""

import re

from drafter.grounding.polarity import Source

_LINES = """
The note of March 4 says that the worker {takes no|takes} opioid at present and manages with ibuprofen and stretching. => R: She takes no opioids. | R: Ibuprofen 400 mg as needed; stretches every morning. | R: Date of visit: March 4, 2015
Heat and massage were tried at home {without|with} lasting relief, which is why the physician now turns to an injection. => R: Heat and massage at home gave no lasting relief. | R: PLAN: Trigger point injection.
An injection is for pain that follows a nerve root, and the examiner {found no|found a} sign of that here. => G: Epidural injections are for radicular pain with signs on examination. | R: No radicular signs on examination.
The section lets therapy go on while function gains, and the therapist counted {an increase|a decrease} of knee flexion from 90 to 115 degrees. => G: Therapy continues as long as functional gain is shown. | R: Knee flexion showed an increase from 90 to 115 degrees.
Grip on the injured side {improved|worsened} from 20 to 34 pounds over the course, as the hand therapist measured it. => R: Grip strength, right hand, improved from 20 to 34 pounds. | R: HAND THERAPY DISCHARGE NOTE
Although the MRI shows a disc bulge, the nerve roots {are not|are} compressed, and the surgeon writes that an operation is not in view. => R: MRI: disc bulge at L4-5; the nerve roots are not compressed. | R: No operation is contemplated.
The drug {is not|is} recommended as a first choice, and the record tells of no trial of acetaminophen before it. => G: The drug is not recommended as a first-line treatment. | R: Medications: meloxicam 15 mg.
Sitting tolerance is put at 15 minutes and walking at two blocks, {no better|better} than in the report before. => R: He sits for 15 minutes and walks two blocks. | R: There has been no change since the last visit.
The employee finished eight visits of acupuncture, {is able|is unable} to dress alone since, and has cut the tramadol by half. => R: After eight visits of acupuncture she is able to dress alone. | R: Tramadol was reduced from four to two tablets a day.
A second course {is not|is} supported unless the first brought measurable gains, and the discharge note gives none. => G: A second course of therapy is not supported unless the first one brought measurable gains. | R: Discharge: pain 7/10 as at the start.
The straight leg raise was {negative|positive} on both sides, and sensation in the feet was full. => R: Straight leg raise negative bilaterally. | R: Sensation is intact in both feet.
He still uses a cane out of doors but {does not|does} need it inside the house. => R: He does not need the cane indoors. | R: Outdoors he uses a cane.
Neither chest pain nor shortness of breath is reported, and the electrocardiogram was {normal|abnormal}. => R: He denies chest pain and shortness of breath. | R: ECG: normal sinus rhythm.
Physical therapy {has not|has} been tried for the elbow; the 12 visits of 2014 were for the neck. => R: He has not tried physical therapy for the elbow. | R: Twelve visits of physical therapy in 2014 for the neck.
Three weeks of splinting {did not|did} relieve the night pain, so the surgeon asks for nerve studies. => R: Splinting for three weeks did not relieve the pain at night. | R: PLAN: Nerve conduction studies of both hands.
The request is for a brace, which the guideline reserves for an unstable knee, whereas the ligaments tested {stable|unstable}. => G: A knee brace is for instability of the knee. | R: Varus and valgus stress: the knee is stable.
The urine screen held {no|the} drug that was not prescribed, and pill counts came out right. => R: The urine screen showed no drug that was not prescribed. | R: Pill count correct.
Sleep has {improved|worsened} with the pillow and the night splint, to six hours from four. => R: Sleep has improved to six hours from four with the night splint and pillow. | R: She uses a night splint.
The chapter {does not|does} endorse ultrasound for the heel, and the podiatrist gives no other ground for it. => G: Ultrasound is not endorsed for heel pain. | R: PLAN: Ultrasound of the heel, six sessions.
Reviewers refused a bed where the records showed {no|a} spinal cord injury. => G: As applied by a reviewer: a special bed was refused where the records showed no spinal cord injury.
The wound has healed, {there is no|there is} drainage, and the employee went back to light duty on May 2. => R: The incision is healed and there is no drainage. | R: Returned to light duty May 2, 2016.
Because the guideline wants a month of care first and only nine days have passed, it counts that the examiner {saw no|saw} red flags. => G: Imaging is not needed in the first month unless there are red flags. | R: No red flags were seen. | R: Date of injury: June 1, 2016. | R: Date of visit: June 10, 2016.
Gabapentin was stopped for dizziness in April; its successor, duloxetine, is tolerated {without|with} side effects. => R: Gabapentin was discontinued in April because of dizziness. | R: Duloxetine 30 mg is tolerated without side effects.
The home program is done every other day, and the worker {denies|reports} missing sessions. => R: He denies missing sessions. | R: Home exercises every other day.
Pain {decreased|increased} from 8 to 5 with the first block, but the gain was gone after four days. => R: Pain decreased from 8 to 5 after the block. | R: The relief lasted four days.
The psychologist {found no|found} signs of addiction and called the coping poor. => R: No signs of addiction. | R: Coping skills are poor.
Nothing suggests a fracture, for the films of July were {normal|abnormal} and weight is borne. => R: X-rays of July 9: normal. | R: He bears weight on the foot.
The worker is open to surgery, {has not|has} smoked since 2010, and has a friend who can drive him. => R: He has not smoked since 2010. | R: He would have surgery if offered. | R: A friend will drive him.
Where the section asks for failure of two drugs, the record shows that amitriptyline {was not|was} effective and that nortriptyline made him drowsy. => G: The patch comes after failure of two first-line drugs. | R: Amitriptyline was not effective. | R: Nortriptyline caused drowsiness.
The guideline {does not|does} allow more than two injections a year, and this would be the third since January. => G: More than two injections in a year are not allowed. | R: Injections in January and March 2016.
The chiropractor wrote that the range of the neck {increased|decreased} and that headaches came once a week, not daily. => R: Range of motion of the neck increased. | R: Headaches now once a week; they were daily.
On the date of the request the employee {was not|was} working, having been taken off duty on October 1. => R: The patient is not working. | R: Off duty since October 1, 2015.
The sling was given up after two weeks, and the shoulder {is no longer|is} painful at rest. => R: The shoulder is no longer painful at rest. | R: She wore a sling for two weeks.
The request came with {no|a} treatment plan, and the guideline makes one a condition for a third month. => R: The request has no treatment plan. | G: Past the second month a written treatment plan is a condition.
A search for a herniation turned up {no|a} herniation but a narrowed canal at L3-4. => R: MRI: no herniation; canal narrowed at L3-4.
The gym {is not|is} supervised by anyone trained, as the letter of the owner makes plain. => R: Letter: the gym is not supervised by medical personnel.
What the section calls for, a failed trial of a splint, is met, because a splint {brought no|brought} relief in six weeks. => G: Surgery of the wrist needs a failed trial of a splint. | R: A splint for six weeks brought no relief.
The hand is {not|} swollen and the color is good, although it feels cold to the worker. => R: The hand is not swollen. | R: Color good. | R: He says it feels cold.
Opioids at this dose {are not|are} advised outside of cancer care, and the worker has no cancer. => G: Opioids above 90 mg are not advised except in cancer care. | R: No history of cancer.
The blood pressure was {higher|lower} under the drug, which the internist took as the reason to end it. => R: Blood pressure was higher on the drug. | R: The internist stopped it for that reason.
The last epidural brought half a year of comfort and the worker {needed no|needed} opioid in that time. => R: The epidural of May gave six months of relief. | R: He needed no opioids in those months.
Aqua therapy is for those who {cannot|can} bear weight, and this worker walks a mile a day. => G: Aquatic therapy is for patients who cannot bear weight. | R: He walks one mile a day.
The carpal tunnel test of Phalen was {positive|negative} on the right after 20 seconds. => R: Phalen: positive on the right at 20 seconds, negative on the left.
The neck {did not|did} respond to six manipulations, and the chiropractor himself proposes to stop. => R: The neck did not respond to six manipulations. | R: Plan: end manipulation.
So far the record speaks for the request: conservative care failed, the tear is full, and strength is {impaired|intact}. => R: Conservative care has failed. | R: MRI: full-thickness tear. | R: Abduction strength is impaired, 3/5.
The nurse noted that the drug {causes no|causes} nausea, though the mouth is dry. => R: No nausea with the drug. | R: Dry mouth.
Testing of the nerves {was not|was} done before the request, yet the section wants it first. => R: Nerve conduction testing was not done. | G: Carpal tunnel release is considered after electrodiagnostic testing.
The swelling has gone down but the ankle {does not|does} carry her on stairs. => R: Less swelling. | R: The ankle does not carry her on stairs.
Since June the worker has slept through, and mood is {better|worse} with counseling. => R: Sleeps through the night since June. | R: Mood is better with counseling.
The treating physician plans further imaging only if weakness appears, and there {is no|is} weakness today. => R: MRI if weakness appears. | R: There is no weakness.
With the stimulator the worker walks further and takes fewer pills; the trial was {successful|unsuccessful}. => R: The stimulator trial was successful. | R: He walks further and takes fewer pills.
As the guideline does, the physician sets a limit of six weeks, {without|with} refills. => R: Six weeks of the drug, without refills. | G: The drug is limited to six weeks.
That a surgeon has seen the knee is on record, and he {did not|did} find it unstable. => R: Orthopedic consultation: he did not find instability of the knee. | R: CONSULTATION, knee
The therapist names goals that were {not|} reached: kneeling, and stairs without a rail. => R: Goals not reached: kneeling, stairs without a rail.
No imaging has been asked for since 2012, and the symptoms {have not|have} changed in that time. => R: Symptoms have not changed since 2012. | R: Last MRI in 2012.
The report {does not|does} name a diagnosis for the hip, only pain. => R: The report does not give a diagnosis for the hip. | R: Hip pain.
Creams that hold a drug which is not recommended fall with it, and ketoprofen {is not|is} approved for the skin. => G: A compound with one drug that is not recommended is not recommended. | G: Ketoprofen is not approved for use on the skin.
The fusion is solid, the screws {are not|are} loose, and no more surgery is in sight. => R: CT: solid fusion; screws are not loose. | R: No further surgery planned.
A month into treatment the worker lifts 30 pounds where 15 was the most, an {improvement|worsening} in lifting by half a shift. => R: Lifting: 30 pounds; at the start 15 pounds was the most. | R: Improvement in lifting is noted over half a shift.
The section sets {no|a} limit on visits for this diagnosis, but asks for progress every four weeks. => G: No limit on visits is set for this diagnosis. | G: Progress is to be shown every four weeks.
The employee has been through ten visits of therapy {without|with} regaining the last 20 degrees of elevation, and the therapist holds that more of the same will not change that. => R: Ten visits of therapy completed. | R: Elevation 140 of 160 degrees; the last 20 degrees were not regained. | R: The therapist sees no use in more visits.
Aspirin, once taken daily, is off the list since the ulcer, and the stomach {no longer|still} hurts. => R: Aspirin was stopped after the ulcer. | R: The stomach no longer hurts.
What the physician writes about the knee, that it gives way on stairs and {does not|does} lock, fits the sprain he names. => R: The knee gives way on stairs but does not lock. | R: DIAGNOSIS: Sprain of the knee.
The guideline finds {no|a} place for a second MRI when the picture is the same, and the physician calls the picture the same. => G: A repeat MRI has no place when the picture is the same. | R: The clinical picture is the same as in March.
Reflexes at both ankles were {present|absent} and equal, so that a lesion of S1 is not likely. => R: Ankle reflexes present and equal. | R: An S1 lesion is unlikely.
Six sessions are within what the section allows, and no session {has|has not} been used so far. => G: Up to six sessions are allowed. | R: No session has been used.
The spouse reports that he {sleeps better|sleeps worse} with the new mattress, which counts for little against the unchanged scores. => R: His wife says that he sleeps better with the new mattress. | R: Insomnia index: 18 in March, 18 in June.
A urologist {was not|was} consulted although the bladder symptoms began in August. => R: No urologist was consulted. | R: Bladder symptoms since August.
Where the section wants pain lasting three months and failure of drugs, this employee has had pain for two years and drugs {have failed|have succeeded}. => G: The stimulator is for pain of more than three months when drugs have failed. | R: Pain for two years. | R: Three drugs have failed.
Tenderness along the joint line {was not|was} found in May, though it had been in March. => R: May: joint line is not tender; no tenderness was found. | R: March: tenderness along the joint line.
Nothing but rest has been tried, for the worker {declined|accepted} therapy and injections alike. => R: The patient declined therapy and injections. | R: He has rested the arm.
The neck pain is {stable|unstable}, at 4/10, and the medication list has not grown since last fall. => R: Neck pain stable at 4/10. | R: Medications unchanged since the fall.
The section {is silent|speaks} on lasers, but names light therapy among what is not proven. => G: Light therapy is not proven. | G: The section does not mention lasers.
Weaning is going slower than planned; yet the dose {has not|has} been raised since spring. => R: The dose has not been raised since the spring. | R: Weaning: two tablets fewer; four were planned.
He can sit for an hour, {cannot|can} kneel, and lifts up to 20 pounds from the floor. => R: He sits for one hour and lifts 20 pounds. | R: He cannot kneel.
With the drug she cooks and shops; {without|with} it she stays in bed, as the note of May puts it. => R: On the drug she cooks and shops. | R: Without the drug she stays in bed.
The cane is requested because the worker fell twice, and the examiner saw an {unsteady|steady} gait. => R: He fell twice in June. | R: Gait is unsteady.
The films show {no|a} loosening, and the surgeon wants a scan all the same. => R: X-rays: no loosening of the implant. | R: PLAN: bone scan.
Liver tests were {normal|abnormal} in June, so the drug may be kept from that side. => R: June: liver function tests are normal.
Since the record tells of {no|a} diabetes and no neuropathy, the nerve study has to rest on the hand symptoms. => R: He has no diabetes and no neuropathy. | R: Numbness of the hand at night.
The psychiatrist thinks the drug {is not|is} responsible for the low mood, which came before it. => R: Psychiatry: the drug is not responsible for the depression, which preceded it.
Rather than stop the opioid at once, the physician lowers it by a tenth each week, and withdrawal {has not|has} been seen. => R: Opioid lowered by 10% each week. | R: Withdrawal has not been seen.
The brace is worn at work only, and the skin under it {is not|is} broken. => R: He wears the brace at work. | R: The skin under the brace is not broken.
It is true that the disc at L5-S1 is bulging, but {no|a} nerve is touched by it, and the pain stops at the knee. => R: MRI: bulging disc at L5-S1; no nerve is touched. | R: Pain down to the knee.
Swimming helped more than the exercises on land, which {aggravated|relieved} the pain. => R: Swimming helps. | R: Land exercises aggravated the pain.
The worker says that the injection of last year {did not|did} last beyond a week, while the physician speaks of good relief. => R: The patient says that the injection did not last beyond one week. | R: Good relief with the injection of 2014.
The third request for the same chair contains {no new|new} facts; both earlier ones were refused. => R: The request contains no new facts. | R: Requests for the chair were denied in May and July.
Only exercises that are supervised count here, and those of the employee {are not|are} supervised. => G: Work hardening means supervised exercise. | R: His exercises are not supervised.
The hearing loss {did not|did} progress between the two audiograms. => R: Audiograms of 2013 and 2015: hearing loss did not progress.
The section gives heat a place as an option, so the lack of proof {does not|does} rule it out. => G: Heat is an option. | G: Lack of proof does not rule out heat.
Range of motion is {full|limited} though painful at the end. => R: Full range of motion with pain at the end.
For a drug that is not on the list the section wants a reason, and the physician {gives none|gives one}: the note only repeats the name of the drug. => G: A drug not on the list needs a stated reason. | R: Plan: continue Fexmid. | R: No reason is given for the drug.
At four months the fracture {had united|had not united}, and the cast came off. => R: Four months: the fracture has united. | R: Cast removed.
The worker was {unable|able} to finish the treadmill test because of the hip, not the heart. => R: He was unable to finish the treadmill test because of hip pain. | R: No cardiac symptoms.
Neither the wrist nor the elbow swells now, and the splint {is not|is} needed by day. => R: No swelling of the wrist or elbow. | R: The splint is not needed during the day.
An earlier course brought {lasting|no} relief of four months, more than the section asks for. => R: The first course brought lasting relief of four months. | G: A repeat needs relief of six weeks.
The dosage {exceeds|does not exceed} what the guideline allows by 30 mg. => R: Morphine equivalent dose 150 mg. | G: The dose is not to exceed 120 mg.
The report of the qualified examiner {found no|found} need of further surgery but left therapy open. => R: No need for further surgery. | R: Future therapy is left open.
Acupuncture was {helpful|unhelpful} for the headaches, less so for the neck, in the words of the worker. => R: He says that acupuncture was helpful for the headaches, less for the neck.
The stairs at home are a {difficulty|help}, and without a rail she does not use them. => R: Stairs at home are difficult; she does not use them without a rail.
The record names two reasons for the MRI, a fall in June and numbness of the foot, neither of which {was|was not} there when the first one was made. => R: Numbness of the foot since the fall in June. | R: The first MRI was in 2012. | R: At that time there was no numbness.
Ice is used most evenings and {helps|does not help}, whereas the cream was thrown away. => R: Ice in the evening helps. | R: The cream was of no use.
The worker does housework with breaks, {does not|does} carry groceries, and drives for half an hour. => R: She does housework with breaks. | R: She does not carry groceries. | R: Drives for 30 minutes.
Because the section limits bed rest to two days, the week of rest ordered in May goes beyond it; it {was not|was} repeated. => G: Bed rest is limited to two days. | R: One week of bed rest in May. | R: Bed rest was not repeated.
Strength in the hand is {normal|abnormal} on the left, and on the right it is one grade lower than in the spring. => R: Left hand strength normal. | R: Right hand 4/5; in the spring 5/5.
The surgeon does not think that fusion would help, and the employee {does not|does} want it either. => R: Fusion is unlikely to help. | R: The patient does not want fusion.
On the new drug the headaches are {less|more} frequent, though when they come they are as strong. => R: Headaches are less frequent on the new drug, with the same strength.
Therapy was interrupted for a month by an infection unrelated to the injury, and the gains were {not lost|lost}. => R: Infection in July; therapy was stopped for one month. | R: The gains were not lost.
The guideline speaks of injections into the joint, {not|} of those into the bursa, and the request is for the bursa. => G: Injections into the joint are optional. | R: REQUEST: injection of the bursa.
He has {no|a} known allergy, and the skin reaction of last year went away when the tape was changed. => R: No known allergies. | R: Skin reaction to tape, resolved after the change of tape.
The scores for anxiety {improved|worsened} under therapy, from 21 to 12, although sleep stayed poor. => R: Anxiety improved from 21 to 12. | R: Sleep remains poor.
The section asks that other measures have failed; the employee {has not|has} tried exercise, and heat was used once. => G: Injections come after other measures have failed. | R: He has not tried exercise. | R: Heat was used once.
Nothing points to a torn cuff: the drop arm test was {negative|positive} and lifting has full power. => R: Drop arm test negative. | R: Strength 5/5 in elevation.
The physician calls the condition permanent and stationary, yet the request speaks of a cure, which the report {does not|does} promise. => R: The patient is permanent and stationary. | R: The report does not promise a cure.
The drug was refilled in April {without|with} an examination, the last one having been in January. => R: April: refill without examination. | R: Last examination in January.
A home device is in the closet, {unused|used} since the battery died. => R: The device has not been used since the battery died.
Since the doctor who did the surgery has {not|} seen the scan, the second opinion rests on the older one. => R: The surgeon has not seen the new scan. | R: Second opinion based on the scan of 2011.
Bone healing was {delayed|not delayed}, so the stimulator was added at month three. => R: Healing of the bone was delayed. | R: Bone stimulator added at three months.
In place of the narcotic, which he {does not|does} tolerate, the physician asks for a patch. => R: He does not tolerate narcotics. | R: PLAN: patch.
The clinic note leaves the question of side effects open, but the pharmacist's letter says that {none|some} were reported. => R: Letter of the pharmacist: no side effects were reported. | R: Clinic note: side effects: blank.
For cervical strain the chapter advises movement and {advises against|advises} collars, and the employee wore one for two months. => G: Collars are not recommended for cervical strain. | G: Movement is advised. | R: Collar worn for two months.
The elbow can be straightened fully again, and the numb fingers {have not|have} recovered. => R: Full extension of the elbow. | R: The fingers have not recovered; they are numb.
Pool exercise was begun because land exercise hurt, and attendance {was|was not} regular. => R: Pool exercise begun, since land exercise hurt. | R: Attendance was regular.
The chart of June 3 has her on crutches, which by June 24 she {no longer|still} used. => R: June 3: on crutches. | R: June 24: no longer uses crutches.
No one but the worker says that the pump {works|does not work}; its log was not sent. => R: The patient says the pump works. | R: The log of the pump is not enclosed.
The reviewer in the guideline's example refused a scooter since a cane sufficed, and here too {no|some} trouble with the cane is told of. => G: As applied by a reviewer: a scooter was refused where a cane was enough. | R: No trouble with the cane.
An abnormal film would change the plan, and the film was {not abnormal|abnormal}. => R: X-ray: not abnormal. | R: Plan unchanged.
Both drugs act alike, so that one without the other {is not|is} expected to do less. => R: Taking one drug without the other is not expected to do less.
Pain at rest is 2 and with walking 6, {lower|higher} than before the block by 3 points. => R: Pain 2 at rest, 6 with walking, lower than before the block by 3 points.
She {failed|managed} to return to full duty by the date set, and is on four hours a day. => R: She failed to return to full duty on the date set. | R: Works four hours a day.
"""  # noqa: E501
_PLACE = re.compile(r"\{([^{}|]{0,40})\|([^{}|]{0,40})\}")


def _source(text: str) -> Source:
    return Source(text.strip()[3:], text.strip().startswith("G:"))


_PAIRS = [line.split(" => ") for line in _LINES.strip().split("\n")]
FAR_SOUND = tuple(
    (_PLACE.sub(r"\1", sentence).replace("  ", " "), tuple(map(_source, sources.split(" | "))))
    for sentence, sources in _PAIRS
)
FAR_TURNED = tuple(
    (_PLACE.sub(r"\2", sentence).replace("  ", " "), tuple(map(_source, sources.split(" | "))))
    for sentence, sources in _PAIRS
)
