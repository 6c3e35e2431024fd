"""Sound rationale sentences with what they point at, invented; and the mechanical turns that make each of them false.

A line is a sentence, "=>", and its sources: "G:" a guideline statement, "R:" a record sentence, several parted by "|".
Before a sentence whose truth does not hang on the words of its sources alone, so that a turn of it may be true as well,
stands "~".
"""

import re
from collections.abc import Iterator

from drafter.grounding.polarity import Source

_LINES = """
Massage is recommended as an option. => G: Massage therapy is one of the options that the guideline recommends.
The guideline recommends massage as an adjunct to exercise. => G: Massage therapy is recommended as an adjunct to other treatment such as exercise.
Traction is not recommended for the neck. => G: Traction is not recommended for neck and upper back complaints.
The guideline advises against traction for neck complaints. => G: Traction is not recommended for neck and upper back complaints.
For neck and upper back complaints the guideline does not recommend traction. => G: Traction is not recommended for neck and upper back complaints.
Opioids are not recommended beyond two weeks for neck complaints. => G: Opioids for more than 2 weeks are not recommended for neck and upper back complaints.
A lumbar support is not beneficial after the acute phase. => G: A lumbar support has no lasting benefit past the acute phase.
Lumbar supports have no lasting benefit once the acute phase is over. => G: A lumbar support has no lasting benefit past the acute phase.
Most patients do not need special studies until conservative care has failed. => G: Most patients need no special study until conservative care with observation for three to four weeks has failed, red flags excepted.
Special studies are not needed before three to four weeks of conservative care. => G: Most patients need no special study until conservative care with observation for three to four weeks has failed.
Platelet-rich plasma for the foot is unproven. => G: Platelet-rich plasma for the foot is under study.
Radiofrequency neurotomy is an option for neck pain. => G: Radiofrequency neurotomy is optional for neck pain.
Facet joint injections of the low back are not supported. => G: Facet joint injection of the low back is not recommended.
Facet joint injections are advised against. => G: Facet joint injection of the low back is not recommended.
The effectiveness of traction for the low back is not proven. => G: Traction of the low back is not proven effective.
Traction is unproven for the low back. => G: Traction of the low back is not proven effective.
A repeat injection is supported only where earlier blocks brought lasting relief. => G: A repeat epidural steroid injection is supported only where earlier blocks brought lasting pain relief together with better function.
A repeat epidural injection is not supported without lasting relief from earlier blocks. => G: A repeat epidural steroid injection is supported only where earlier blocks brought lasting pain relief together with better function.
Routine MRI of the low back is not recommended. => G: Routine MRI is not recommended for low back complaints, and serves to find the cause where there is proof that tissue is hurt or a nerve impaired.
Imaging of the low back is repeated only when signs or symptoms are new or changed. => G: Imaging of the low back is repeated only for new or changed signs and symptoms.
Heat or cold at home is optional. => G: Heat or cold applied at home is optional for neck and upper back complaints.
Acetaminophen and NSAIDs are recommended for neck complaints. => G: Acetaminophen and NSAIDs are the recommended drugs for neck and upper back complaints.
Manipulation is an option for neck pain early in care. => G: Manipulation for neck pain is optional early in care only.
After a concussion the guideline does not recommend imaging of the brain past 72 hours. => G: After a concussion, imaging of the brain is not recommended past 72 hours unless the patient grows worse or shows red flags.
Passive modalities are not advised unless the patient exercises at home. => G: Passive modalities given by a therapist are advised against unless the patient exercises at home as well.
The section requires objective evidence of radiculopathy. => G: Radiculopathy must be documented by physical examination and borne out by imaging or electrodiagnosis.
The section requires that radiculopathy be documented on examination. => G: Radiculopathy must be documented by physical examination.
An epidural injection requires failure of conservative care. => G: An epidural injection requires that conservative care has failed.
Muscle relaxants are recommended with caution for short-term use. => G: Muscle relaxants are recommended with caution as a second-line option for short-term treatment of acute flare-ups.
Muscle relaxants are not recommended for long-term use. => G: Muscle relaxants are recommended for short-term use; long-term use is not recommended.
Psychological evaluations are recommended in chronic pain. => G: Psychological evaluations are among what the guideline recommends in chronic pain.
Topical lidocaine is not recommended for non-neuropathic pain. => G: Topical lidocaine is not recommended for non-neuropathic pain.
A mixture with a drug that is not recommended is not recommended. => G: A mixture with one drug that is not recommended is not recommended as a whole.
TENS is not recommended as the main treatment. => G: TENS is not recommended as the main treatment, though a trial at home of one month can be thought of.
A one-month home trial of TENS may be considered. => G: A one-month home-based trial of TENS may be considered as a noninvasive option.
The guideline supports a trial of acupuncture of up to six visits. => G: Acupuncture is recommended; 3 to 6 treatments are allowed to produce functional improvement.
~ Acupuncture beyond six visits is not recommended without functional improvement. => G: Acupuncture can go on where gains in function are on record.
Gym memberships are not recommended as a medical prescription. => G: Gym memberships are not recommended as a medical prescription unless a documented home exercise program has not been effective.
Urine drug testing is recommended. => G: Urine drug testing is recommended as an option to assess for the use of illegal drugs.
Long-term use of benzodiazepines is not recommended, since their effect over time is unproven. => G: Benzodiazepines are not recommended for long use; their effect over time is unproven, and they can make dependent.
The low back chapter has no statement on a heat-pad device. => G: The low back chapter has no statement on a heat-pad device.
The guideline considers an epidural injection optional for radicular pain. => G: An epidural injection is an option for radicular pain of the low back, in the hope that surgery can be avoided.
MRI of the elbow is seldom needed in epicondylitis. => G: MRI of the elbow is seldom needed in epicondylitis.
Botulinum toxin is not generally recommended for chronic pain. => G: Botulinum toxin is not generally recommended for chronic pain disorders.
NSAIDs are recommended at a low dose and for a short time. => G: NSAIDs are recommended at a low dose and for a short time where pain is at least moderate.
There is no evidence of long-term effectiveness for pain or function. => G: There is no evidence of long-term effectiveness of NSAIDs for pain or function.
Manipulation is effective early in low back pain. => G: Manipulation is safe and effective in the first weeks of low back pain without radiculopathy.
The evidence for interferential therapy is insufficient. => G: For interferential (sympathetic) therapy of the low back the evidence is insufficient.
Opioids should be continued if the patient has returned to work. => G: Opioids should be continued if the patient has returned to work or has improved function and pain.
Work hardening is recommended as an option. => G: Work conditioning and work hardening are among what the guideline recommends in chronic pain.
Custom orthotics are recommended for plantar fasciitis. => G: Rigid orthotics are recommended for plantar fasciitis and metatarsalgia.
Surgery is not recommended in the first month without red flags. => G: Surgery within the first month is not recommended unless there are red flags.
Knee braces are recommended for instability. => G: A knee brace is recommended for patellar instability or a torn ligament.
Functional improvement is required for more visits. => G: Further visits require documented functional improvement.
~ Documentation of functional improvement is required, and none is documented. => G: Further visits require documentation of functional improvement. | R: There was no functional improvement with the eight sessions.
~ The records do not document functional improvement, which the guideline requires. => G: Further visits require documentation of functional improvement.
~ Radicular pain is not documented. => G: An epidural injection is for radicular pain with radiculopathy borne out by imaging.
~ No red flags are documented here. => G: MRI is recommended for red flags such as tumor or infection.
~ The six visits of the guideline are not exceeded. => G: Massage is limited to 4 to 6 visits.
~ The worker does not meet the condition that conservative care has failed. => G: An epidural injection is recommended when conservative care has failed.
~ The request is not supported, since it exceeds the limit of six visits. => G: Massage is recommended as an option, limited to 4 to 6 visits.
~ Without documented radiculopathy the injection is not recommended. => G: Epidural injections are recommended for radicular pain with documented radiculopathy.
The injection is recommended only if radiculopathy is documented. => G: Epidural injections are recommended for radicular pain when radiculopathy is documented.
The guideline allows the test when the diagnosis is unclear. => G: Electrodiagnosis is recommended when the diagnosis is unclear after conservative care.
~ The record shows a red flag, so that imaging is indicated. => G: MRI is recommended when red flags are present. | R: There is a red flag: unexplained weight loss with night pain.
Straight leg raising was positive on the left. => R: Straight leg raise is positive on the left at 45 degrees.
A positive straight leg raise on the left is documented. => R: SLR: straight leg raise positive left.
Straight leg raising is negative on both sides. => R: Straight leg raise is negative bilaterally.
Spurling's test was negative. => R: Negative Spurling test.
The examination found no weakness. => R: No weakness, atrophy or fasciculation.
No weakness or atrophy was noted. => R: There was no weakness, atrophy or fasciculation of the legs.
The report documents weakness of the left ankle. => R: Left ankle dorsiflexion weakness, 4/5.
Weakness of ankle dorsiflexion on the left was found. => R: There is weakness of left ankle dorsiflexion, 4/5.
Sensation is intact in both legs. => R: Sensation is intact to light touch in both lower extremities.
Sensation is diminished in the left L5 dermatome. => R: Decreased sensation over the left L5 dermatome.
Sensation was reduced over the left foot. => R: There is diminished sensation over the dorsum of the left foot.
Reflexes are normal and symmetric. => R: Deep tendon reflexes are symmetric and normal at the knees and ankles.
The left ankle reflex is diminished. => R: The left ankle reflex is diminished compared with the right.
The worker denies numbness and tingling. => R: The patient denies numbness, tingling or weakness.
There is no numbness or tingling in the hands. => R: The patient denies numbness and tingling in the hands.
Numbness of the hand is reported. => R: He reports numbness in the right hand at night.
Pain improved with physical therapy. => R: Physical therapy helped; pain is better.
The worker improved with therapy. => R: The patient reports improvement with physical therapy.
Therapy did not help. => R: Physical therapy gave no relief.
Physical therapy was of no benefit. => R: He had 12 sessions of physical therapy without benefit.
Conservative care has failed. => R: Conservative care has failed to relieve the pain.
Physical therapy and NSAIDs failed. => R: The patient failed physical therapy and NSAIDs.
Twelve visits of therapy brought no lasting relief. => R: Twelve visits of physical therapy gave no lasting relief.
The injection gave relief for four days. => R: The left leg felt better for about four days after the injection; relief then ended.
~ The relief from the injection did not last. => R: The injection gave relief for only four days, and the pain came back.
~ The injection in July did not bring lasting relief. => R: The epidural injection in July gave four days of relief.
There was 70 percent relief for eight weeks after the first injection. => R: The first epidural injection gave 70% relief for 8 weeks.
Symptoms have worsened since May. => R: Symptoms have gotten worse since May.
Pain became worse with exercise. => R: Exercise made the pain worse.
Pain is unchanged since the last visit. => R: No change in pain since the last visit.
The pain did not improve with acupuncture. => R: Acupuncture left the pain unchanged.
The worker tolerates ibuprofen well. => R: Ibuprofen is tolerated well.
The worker does not tolerate NSAIDs. => R: The patient is intolerant of NSAIDs.
The worker is unable to work. => R: He is unable to work because of the pain.
The worker cannot sit for more than 20 minutes. => R: The patient is unable to sit longer than 20 minutes.
The worker remains off work. => R: The patient has not returned to work.
The worker has returned to modified duty. => R: She returned to modified duty in June.
The worker has not returned to work. => R: The patient remains off work on total disability.
No surgery is planned. => R: No surgery is planned at this time.
Surgery is not being considered. => R: The patient is not considering surgery.
The worker has no history of substance abuse. => R: There is no history of substance abuse.
No aberrant behavior is reported. => R: There are no signs of aberrant drug behavior.
Urine drug screens were consistent with what is prescribed. => R: The urine drug screen was consistent with the prescribed medication.
The drug screen was inconsistent. => R: The urine drug screen of March was inconsistent with the prescribed drugs.
MRI shows a disc protrusion at L4-L5. => R: MRI of the lumbar spine: disc protrusion of 4 mm at L4-L5.
The MRI shows no nerve root compression. => R: There is no nerve root compression on MRI.
The MRI does not show compression of the nerve root. => R: MRI: no evidence of nerve root compression.
Imaging revealed no fracture. => R: X-rays are negative for fracture or dislocation.
X-rays were negative for fracture. => R: No fracture was seen on X-ray.
There is a full-thickness tear of the rotator cuff. => R: MRI shows a full-thickness tear of the supraspinatus tendon of the rotator cuff.
The electrodiagnostic study was normal. => R: EMG and nerve conduction studies were normal.
Electrodiagnosis showed no radiculopathy. => R: There is no electrodiagnostic evidence of radiculopathy.
The study confirmed carpal tunnel syndrome. => R: Nerve conduction confirms moderate carpal tunnel syndrome on the right.
The record shows a home exercise program. => R: The patient does a home exercise program daily.
The worker has not had physical therapy. => R: The patient has had no physical therapy to date.
No physical therapy has been tried. => R: Physical therapy has not been tried.
The worker has not attended a home exercise program. => R: No home exercise program has been started.
He does not exercise at home. => R: There is no exercise at home.
The worker is not a candidate for surgery. => R: The surgeon notes that he is not a surgical candidate.
The use of opioids did not go down. => R: The use of hydrocodone did not go down after the injection.
Norco was stopped in June. => R: Norco was discontinued in June.
The worker no longer takes Norco. => R: He stopped Norco in June.
Sleep is poor because of the pain. => R: The patient does not sleep well because of pain.
The worker walks without a cane. => R: Gait is normal; the patient walks without a cane.
The worker walks with a cane. => R: The patient uses a cane to walk.
Gait is antalgic. => R: The patient has an antalgic gait.
Range of motion of the shoulder is limited. => R: Shoulder range of motion is restricted: abduction 90 degrees.
Range of motion is full. => R: The shoulder has full range of motion.
Pain increased from 5 to 8. => R: Pain has increased to 8/10, from 5/10.
Pain decreased from 8 to 5 with medication. => R: With medication the pain decreases from 8/10 to 5/10.
The pain is now less. => R: He has less pain now.
The worker is depressed and anxious. => R: Depressed mood and anxiety are noted.
There are no thoughts of self-harm. => R: The patient denies thoughts of self-harm.
The worker has not been seen by a psychologist. => R: No psychologist has seen the patient.
There are no side effects of the medication. => R: No side effects are reported from the medication.
The medication causes nausea. => R: Nausea is a side effect of the medication.
The worker has no red flags such as fever or weight loss. => R: The patient denies fever and weight loss.
Tenderness and spasm of the paraspinal muscles were found. => R: There is tenderness with spasm over the lumbar paraspinal muscles.
There is no spasm. => R: Tenderness is noted without spasm.
Impingement signs are positive. => R: Positive Neer and Hawkins impingement signs.
The knee is stable. => R: The knee is stable to varus and valgus stress.
The knee is unstable. => R: The knee is unstable with a positive Lachman test.
The worker complied with the program. => R: The patient has been compliant with the program.
The wound healed well. => R: The surgical wound has healed.
The functional gain is documented: he now lifts 20 pounds. => R: Function improved: he now lifts 20 pounds, up from 10.
Function has not improved despite 12 visits. => R: There has been no improvement of function after 12 visits of therapy.
No functional improvement was documented after acupuncture. => R: No functional improvement was seen with acupuncture.
~ The report does not describe functional improvement. => R: Pain improved to 5/10 after the sessions.
Massage was helpful for a few days. => R: Massage helped for a few days.
The brace was not helpful. => R: The knee brace has not helped.
The TENS unit was beneficial. => R: The TENS unit has been of benefit.
Symptoms persist despite conservative care. => R: Symptoms persist despite conservative care of three months.
The pain has not resolved. => R: The pain persists.
The worker did not respond to injections. => R: There was no response to the injections.
Not only pain but also sleep improved. => R: Pain and sleep improved with the medication.
~ No more than six visits have been had. => R: The patient has had six visits.
The MRI was done without contrast. => R: MRI of the lumbar spine without contrast.
Non-steroidal drugs were tried and failed. => R: Nonsteroidal drugs were tried and failed.
~ He was not seen until June. => R: He was first seen in June.
~ It is not that therapy was refused; it was not authorized. => R: Therapy was not authorized.
The record is not without signs of nerve compromise: the ankle reflex is absent. => R: The ankle reflex is absent on the left.
The worker is right-handed and has no pain on the left. => R: The patient is right-handed; there is no pain on the left.
The left knee has an effusion; the right does not. => R: Left knee effusion. | R: No effusion of the right knee.
Pain is worse on the left than on the right. => R: Pain is worse on the left.
Home exercise has been tried without success. => R: A home exercise program was tried and did not help.
Cervical rotation is painful, but there is no radicular pain. => R: Neck rotation is painful. | R: There is no radicular pain.
~ Pain has lasted more than six months, and therapy has not helped. => R: Pain for over six months. | R: Therapy did not help.
The strength of the legs is full, with no atrophy. => R: Strength of the legs is full; no atrophy.
Strength is normal. => R: No weakness; strength 5/5.
The treating physician notes that the worker is not at maximum medical improvement. => R: The patient has not reached maximum medical improvement.
~ The physician did not state how many sessions were had. => R: The patient had some sessions of therapy.
There was no fracture, but there was a bone bruise. => R: MRI: bone bruise, no fracture.
The surgeon recommends arthroscopy. => R: I recommend arthroscopy of the right knee.
The consultant advised against surgery. => R: The consultant did not recommend surgery.
The physician requires a current MRI. => R: A current MRI is required before surgery.
The worker was able to lower the dose of Norco. => R: The patient was able to reduce his Norco dose.
The worker smokes. => R: The patient smokes half a pack a day.
The worker does not smoke. => R: He is a nonsmoker; he denies tobacco.
The worker has diabetes. => R: Past medical history: diabetes.
There is crepitus of the knee. => R: Crepitus is noted in the right knee.
He has had two injections, of which the second did not help. => R: The first injection helped for six weeks; the second injection did not help.
The worker continues to have pain. => R: The patient continues to have low back pain.
Medication allows the worker to do chores. => R: With medication the patient is able to do chores.
He is able to walk for 30 minutes. => R: The patient can walk for 30 minutes.
Grip strength is decreased on the right. => R: Right grip strength is reduced, 20 kg.
Depression has lessened with sertraline. => R: Depression improved on sertraline.
Sertraline has not relieved the depression. => R: Seven months of sertraline have not relieved the depression.
The sutures were removed and the wound is clean. => R: Sutures removed, wound clean.
The fusion is solid. => R: CT shows a solid fusion.
The fusion is not solid. => R: CT shows that the fusion is not solid.
Therapy was completed. => R: Twelve sessions of therapy were completed.
Therapy was never completed. => R: The patient did not complete therapy.
~ The MTUS supports a repeat epidural steroid injection only when earlier injections produced documented pain relief of at least 50 percent for six to eight weeks. => G: Repeat blocks should be based on continued objective documented pain and functional improvement, including at least 50 percent pain relief for six to eight weeks.
In this case the July injection eased the leg pain for about four days only, and the use of hydrocodone did not decrease. => R: The left leg felt better for about four days after the injection of July 16, and the pain then came back. | R: The use of hydrocodone did not go down after that injection.
The progress report notes that depression and anxiety have persisted for seven months despite counselling and sertraline. => R: Seven months of counselling and sertraline have not relieved the depressed mood and anxiety.
The treating physician documents that no psychiatrist or psychologist has evaluated the worker. => R: No psychiatrist or psychologist has seen the employee.
On examination the left ankle reflex is reduced, while leg strength is preserved. => R: The left ankle reflex is diminished. | R: Strength of the legs is full.
Objective findings include a positive straight leg raise on the left and a diminished ankle reflex. => R: Straight leg raising on the left causes back and calf pain at 45 degrees; it is positive. | R: The left ankle reflex is diminished.
Arm strength, sensation and reflexes are all within normal limits. => R: Arm strength, sensation and reflexes are normal.
The neck examination shows painful rotation and trapezius spasm, but neurological findings in the arms are normal. => R: There is spasm of both upper trapezius muscles. | R: Arm strength, sensation and reflexes are normal.
The worker continues to depend on hydrocodone three times daily. => R: The employee continues hydrocodone-acetaminophen three times a day.
The employee has remained on temporary total disability and has not resumed work. => R: The employee remains off work on temporary total disability.
~ The MTUS advises referral to a psychiatrist when depression is severe or does not respond to treatment. => G: Patients with more serious conditions should be referred to a specialist; depression that does not respond after some weeks may need a psychiatrist.
No home exercise program has been prescribed, although the guideline treats massage only as an adjunct to exercise. => R: No exercise is prescribed at present. | G: Massage therapy is meant as an adjunct to other recommended treatment, such as exercise.
The MTUS states that passive modalities such as massage lack long-term benefit. => G: The lack of long-term benefits of massage could be due to the short treatment period.
The imaging study demonstrated no evidence of fracture or instability. => R: No fracture or instability is seen on the flexion and extension films.
Electrodiagnostic testing was negative for cervical radiculopathy. => R: EMG: no evidence of cervical radiculopathy.
Electrodiagnostic testing confirmed a right C6 radiculopathy. => R: Findings are consistent with a right C6 radiculopathy.
According to the operative report, the injection was tolerated without complications. => R: The patient tolerated the procedure well; there were no complications.
The worker reported only temporary relief from the first injection. => R: The first injection gave temporary relief of three weeks.
There is documentation of a failed trial of two NSAIDs. => R: Naproxen and ibuprofen were each tried and failed.
The record shows that naproxen was discontinued because of gastric upset. => R: Naproxen was stopped due to stomach upset.
She denies any side effects from gabapentin. => R: No adverse effects from gabapentin.
The physician reports that gabapentin reduces the burning pain. => R: Gabapentin helps; burning pain is reduced.
Gabapentin has not been beneficial for the burning pain. => R: There was no benefit from gabapentin for the burning pain.
The claimant's sleep has improved with trazodone. => R: Trazodone has helped the patient's sleep.
The MRI of the right shoulder revealed a partial-thickness tear without retraction. => R: Right shoulder MRI: partial thickness tear of the supraspinatus, no retraction.
Neer and Hawkins tests are positive on the right. => R: Neer's and Hawkins' signs are positive at the right shoulder.
The shoulder remains stiff, with abduction limited to 90 degrees. => R: Shoulder abduction is limited to 90 degrees.
Twenty-four postoperative therapy visits have been completed with good progress. => R: The patient completed 24 visits of postoperative therapy and made good progress.
The therapist notes slow progress and persistent weakness of the rotator cuff. => R: Progress is slow. | R: Rotator cuff weakness persists.
After surgery the worker regained full motion. => R: Range of motion has returned to full after surgery.
The knee MRI showed a tear of the medial meniscus, and mechanical symptoms are reported. => R: There is a tear of the posterior horn of the medial meniscus. | R: He reports locking and catching.
McMurray's test was negative and there was no joint line tenderness. => R: McMurray negative. | R: No joint line tenderness.
There is no effusion, and the ligaments are stable. => R: No effusion. Ligaments are stable.
Conservative treatment including bracing, therapy and injection did not provide lasting improvement. => R: Bracing, therapy and an injection have not given lasting improvement.
The urine toxicology report was consistent with the prescribed medications and showed no illicit drugs. => R: UDS was consistent; no illicit drugs were detected.
There is a signed opioid agreement on file. => R: The patient has signed an opioid agreement.
The record contains no pain contract. => R: There is no pain contract in the chart.
~ With hydrocodone the worker is able to cook and walk the dog, which he cannot do without it. => R: With hydrocodone he can cook and walk the dog; without it he is unable to.
Pain falls from 8 to 4 with medication. => R: Pain is 8/10 without medication and 4/10 with medication.
No functional benefit from opioids is recorded; pain scores are unchanged. => R: Function has not improved with opioids. | R: Pain scores remain unchanged.
The worker has not tried an antidepressant. => R: No antidepressant has been tried.
A trial of an antidepressant has been completed. => R: The patient completed a trial of duloxetine, an antidepressant.
The guideline lists muscle relaxants as an option for acute flare-ups but does not recommend long-term use. => G: Muscle relaxants are recommended as an option for acute flare-ups. | G: Long-term use of muscle relaxants is not recommended.
Cyclobenzaprine is recommended for a brief time only. => G: Cyclobenzaprine is recommended as one choice, for a brief time.
According to the guideline, topical NSAIDs are not tested for the hip. => G: For spine, hip and shoulder, topical NSAIDs are not tested.
There is little to support topical NSAIDs for arthritis of the spine. => G: Little supports topical NSAIDs for arthritis of spine, hip or shoulder.
Under the MTUS, topical analgesics are largely experimental. => G: Topical analgesics are largely experimental, with few controlled trials to determine efficacy or safety.
The guideline permits up to 24 chiropractic visits where function improves. => G: Chiropractic begins with a trial of 6 visits; where function improves, up to 18 visits in all are allowed.
Elective or maintenance manipulation is not medically necessary under the section. => G: Elective and maintenance care is not medically necessary.
Manipulation of the wrist and hand is not recommended. => G: Forearm, wrist and hand: manipulation not recommended.
Acupuncture may be used when pain drugs are cut down or not tolerated. => G: Acupuncture is one choice where pain drugs are cut down or are not tolerated.
Pain drugs are not tolerated, so that acupuncture is an option. => R: The patient does not tolerate pain drugs. | G: Acupuncture is one choice where pain drugs are cut down or are not tolerated.
~ The worker's pain drugs have not been cut down, nor is it reported that he cannot tolerate them. => G: Acupuncture is one choice where pain drugs are cut down or are not tolerated.
The ACOEM chapter does not recommend imaging before four weeks of conservative care unless red flags are present. => G: Imaging is not needed until after a four- to six-week period of conservative care, unless red flags are noted.
The chapter supports electromyography where nerve trouble is faint. => G: Electromyography is supported where nerve trouble is faint and low back symptoms outlast a month.
Nerve conduction studies are not recommended where radiculopathy is already clinically obvious. => G: Electrodiagnosis is not necessary when radiculopathy is already clinically obvious.
The functional restoration section requires that previous methods of treating the pain have been unsuccessful. => G: Previous methods of treating chronic pain have been unsuccessful and there is an absence of other options likely to result in improvement.
The worker is motivated and no longer a surgical candidate. => R: He is motivated to change. | R: He is not a candidate for surgery.
No negative predictors of success have been addressed in the report. => R: The report does not address negative predictors of success.
The worker is not interested in surgery and wishes to return to work. => R: The patient does not want surgery and would like to return to work.
Carpal tunnel syndrome was confirmed by nerve conduction, and splinting and an injection failed. => R: Nerve conduction studies confirm carpal tunnel syndrome. | R: Night splints and a cortisone injection have failed.
Thenar atrophy is absent. => R: There is no thenar atrophy.
Phalen's and Tinel's signs were positive bilaterally. => R: Positive Phalen and Tinel signs bilaterally.
Two-point discrimination was normal in all digits. => R: Two-point discrimination is normal.
The physician did not examine the hip. => R: The hip was not examined.
The exam documents an antalgic gait with a cane. => R: Gait is antalgic, with use of a cane.
The worker was unable to squat. => R: The patient could not squat.
The worker can stand for no more than 10 minutes. => R: Standing tolerance is limited to 10 minutes.
Symptoms were not relieved by rest. => R: Rest does not relieve the symptoms.
The condition is described as permanent and stationary. => R: The patient is permanent and stationary.
The condition has not yet become permanent and stationary. => R: The patient is not yet permanent and stationary.
The worker has declined surgery. => R: The patient has refused surgery.
The spinal cord stimulator trial was successful, with over 50 percent relief. => R: The stimulator trial was successful: 60% relief.
Psychological clearance has been obtained. => R: The patient was cleared psychologically for the trial.
Psychological clearance has not been obtained. => R: No psychological clearance was obtained.
The request was not accompanied by a treatment plan. => R: There is no treatment plan with the request.
The report mentions no goals for the program. => R: The goals of the program are not stated.
Weight loss through diet has been attempted without success. => R: Diet was tried; there was no weight loss.
The employee does perform the home exercises daily. => R: Home exercises are performed daily.
The brace was prescribed after surgery and is worn daily. => R: He wears the brace daily since surgery.
The fracture has united. => R: X-rays show a healed fracture.
The fracture has not healed. => R: X-rays show that the fracture is not yet healed.
Blood pressure is controlled. => R: Hypertension is well controlled.
The worker is not diabetic. => R: The patient does not have diabetes.
~ There is no documentation of weakness or sensory loss in a dermatomal pattern. => R: Strength 5/5; sensation intact.
The neurological examination is unremarkable. => R: Neurologic exam: normal strength, sensation and reflexes.
Radiating pain to the right arm with numbness of the thumb was noted. => R: Pain radiates to the right arm, with numbness of the thumb.
The pain does not radiate. => R: There is no radiation of the pain.
The pain no longer radiates to the leg. => R: Leg pain has resolved.
The facet joints are tender and facet loading is positive. => R: Facet tenderness at L4-S1; positive facet loading.
Facet loading is painful, without radicular findings. => R: Pain with facet loading. No radicular findings.
Medial branch blocks gave 80 percent relief for six hours. => R: The patient had 80% relief for six hours after the medial branch blocks.
~ The medial branch blocks were diagnostic but the relief was brief. => R: Medial branch blocks gave 80% relief for some hours.
The worker has had no prior epidural injection. => R: The patient has never had an epidural injection.
~ The record does not show that therapy was tried after the flare-up. => R: Therapy was tried in 2012.
The report of May states that therapy was helpful; the report of June states that it no longer helps. => R: Therapy is helpful. | R: Therapy does not help any more.
His mood is stable on the current regimen. => R: Mood stable with current medication.
The wound shows no sign of infection. => R: No signs of infection at the wound.
Swelling has decreased since the surgery. => R: Less swelling than after surgery.
Swelling is still present over the lateral ankle. => R: There is swelling of the lateral ankle.
The anterior drawer test is positive, which indicates instability. => R: Anterior drawer positive, unstable ankle.
~ Although the worker has neck pain, the record shows no red flags that would call for imaging. => R: No fever, weight loss or night pain; no red flags.
The July report says that the injection relieved the leg pain for less than a week. => R: The injection relieved the leg pain for four days.
The UR denial noted that no functional gains were documented with acupuncture. => R: UR: functional gains from acupuncture were not documented.
Acupuncture reduced the headaches from daily to twice weekly. => R: With acupuncture the headaches have decreased from daily to twice a week.
The therapist's discharge note records that the goals were met. => R: All goals met at discharge.
~ The worker has been instructed in home exercises but does not do them regularly. => R: He was taught a home program. | R: He does not do the home exercises on a regular basis.
Ibuprofen was ineffective and caused stomach pain. => R: Ibuprofen did not help and caused stomach pain.
~ Omeprazole is indicated because the worker is at risk for gastrointestinal events. => G: A proton pump inhibitor is recommended for patients at risk for gastrointestinal events.
There is no history of ulcer or gastrointestinal bleeding. => R: The patient denies ulcers or GI bleeding.
The worker is not at increased risk for gastrointestinal events. => R: No risk factors for gastrointestinal events.
~ The guideline does not support PPIs without such risk. => G: A proton pump inhibitor is recommended for patients at risk for gastrointestinal events.
Lidoderm is not the first drug to try. => G: Lidoderm is not the first drug to try, and it is approved for nerve pain after shingles alone.
Lidoderm is recommended once a first-line drug was tried. => G: Lidocaine on the skin may be recommended for local nerve pain once a trial of a first-line drug is on record.
~ No trial of a tricyclic or anticonvulsant is described. => R: Medications: Norco, ibuprofen.
The worker reports burning pain in both feet. => R: Burning pain in the feet bilaterally.
Vibration sense is decreased at the ankles. => R: Decreased vibration at the ankles.
The treating physician did not provide a rationale for the cold therapy unit. => R: No rationale is given for the cold therapy unit.
A rationale for the unit was given. => R: The surgeon explains the rationale for the cold therapy unit: to reduce swelling.
Home health services are recommended only for homebound patients. => G: Home health services are recommended only for medical treatment for patients who are homebound.
The worker is not homebound. => R: The patient is ambulatory and leaves the house daily; he is not homebound.
The worker drives and does his own shopping. => R: He drives and shops for himself.
The guideline does not cover homemaker services. => G: Medical treatment does not include homemaker services like shopping and cleaning.
A discogram is not recommended. => G: Discography is not recommended for assessing patients with acute low back symptoms.
Fusion is not recommended in the absence of instability. => G: Spinal fusion is not recommended except for cases of trauma-related fracture, dislocation or instability.
Flexion-extension films show no instability. => R: No instability on flexion and extension views.
There is spondylolisthesis that is stable on dynamic films. => R: Grade 1 spondylolisthesis, stable on flexion-extension films.
The worker quit smoking before surgery. => R: The patient has stopped smoking.
Preoperative testing was normal. => R: Preoperative labs were within normal limits.
The psychologist found no contraindication to the stimulator. => R: Psychological evaluation: no contraindications to a stimulator.
Trigger points with a twitch response were palpated. => R: Trigger points with twitch response and referred pain are palpable.
No trigger points were palpated. => R: Examination shows tenderness but no trigger points.
Trigger point injections are recommended only for myofascial pain syndrome. => G: Trigger point injections are recommended only for myofascial pain syndrome, with limited lasting value.
Trigger point injections are not recommended for radicular pain. => G: Trigger point injections are not recommended for radicular pain.
The wrist splint has been worn nightly without relief. => R: A wrist splint was worn at night for six weeks with no relief.
Steroid injection into the carpal tunnel helped temporarily. => R: The carpal tunnel injection helped for two weeks.
The worker's grip is weak and he drops objects. => R: Weak grip; he drops things.
~ The record is silent on nonsteroidal drugs. => R: Medications: none listed.
The initial therapy sessions produced measurable gains in motion. => R: Motion gained 20 degrees with the first therapy sessions.
Range of motion has not increased since surgery. => R: There has been no increase in range of motion since surgery.
The worker missed four of the twelve sessions. => R: He did not attend four of the twelve sessions.
All sessions were attended. => R: The patient attended all sessions.
The drug was prescribed without a signed agreement. => R: There is no signed opioid agreement.
~ The morphine equivalent dose is not above 120 mg. => R: MED: 60 mg per day.
Side effects such as constipation are denied. => R: He denies constipation and other side effects.
Constipation is reported as a side effect. => R: Opioids cause constipation.
He is independent in self-care. => R: The patient is independent with activities of daily living.
The worker needs help with dressing. => R: She needs help to dress.
She does not need help with dressing. => R: She dresses without help.
The hernia is reducible and not tender. => R: Reducible inguinal hernia, non-tender.
~ The MRI request was made although neurologic findings had not changed. => R: The neurologic findings are unchanged.
New weakness has appeared since the last MRI. => R: There is new weakness of the right foot since the last MRI.
Nothing in the record suggests infection. => R: No signs of infection.
The ankle is swollen but not unstable. => R: The ankle is swollen and stable.
The worker would rather avoid surgery. => R: The patient wants to avoid surgery.
Therapy has been authorized but has not begun. => R: Therapy was authorized; it has not started yet.
"""  # noqa: E501


def _source(text: str) -> Source:
    return Source(text.strip()[3:], text.strip().startswith("G:"))


_PAIRS = [(line[0] != "~", *line.lstrip("~ ").split(" => ")) for line in _LINES.strip().split("\n")]
SOUND: tuple[tuple[str, tuple[Source, ...]], ...] = tuple(
    (sentence, tuple(map(_source, sources.split("|")))) for _, sentence, sources in _PAIRS
)

_S = {
    "shows": "show", "documents": "document", "requires": "require", "recommends": "recommend", "supports": "support",
    "reports": "report", "has": "have", "considers": "consider", "allows": "allow", "tolerates": "tolerate",
    "confirmed": "confirm", "showed": "show", "improved": "improve", "revealed": "reveal", "causes": "cause",
    "smokes": "smoke", "walks": "walk", "continues": "continue", "helped": "help", "gave": "give", "found": "find",
}  # fmt: skip
_CONTRARY = (
    "improved|worsened", "worse|better", "positive|negative", "normal|abnormal", "unable|able", "intact|diminished",
    "increased|decreased", "effective|ineffective", "failed|succeeded", "recommended|contraindicated",
    "stable|unstable", "present|absent", "more|less", "denies|reports", "without|with",
    "consistent|inconsistent", "beneficial|harmful",
    "tolerated|intolerable", "sufficient|insufficient",
)  # fmt: skip
_SWAPS = {a: b for pair in _CONTRARY for a, b in (pair.split("|"), pair.split("|")[::-1])}
del _SWAPS["with"], _SWAPS["reports"], _SWAPS["less"], _SWAPS["more"]
_NEGATED = re.compile(r"\b(?:no|not|never|without|nor|seldom|unless|until)\b", re.IGNORECASE)
_BE = re.compile(r"\b(is|are|was|were|may|can)\b(?! (?:not|no|never|without|for|seldom)\b)")
_HAVE = re.compile(r"\b(has|have)\b(?= (?:been|had|failed|improved|returned|resolved|healed|worsened|lessened)\b)")
_VERB = re.compile(rf"\b(?<!not )({'|'.join(_S)})\b(?! no\b)")
_NOT = re.compile(r"(?<!if )\b(?:not|never) (?!only|just|until|more|without)")
_DO = re.compile(r"\b(do|does|did) not (\w+)")
_NO = re.compile(r"\b[Nn]o (?!more|longer|less|fewer)")
_PARTS = frozenset("not is was were are has have be to been of and no side lumbar its".split())
_PAST = {verb: past for past, verb in _S.items() if past.endswith("ed") or past in ("gave", "found")}


def turned(sentence: str) -> Iterator[str]:
    """The sentence turned round at one predicate, in each way that there is."""
    for pattern, put in ((_BE, r"\1 not"), (_HAVE, r"\1 not"), (_NOT, ""), (_NO, "")):
        for match in pattern.finditer(sentence):
            if pattern in (_BE, _HAVE) and _NEGATED.search(sentence[: match.start()]):
                continue
            if pattern is _NOT and re.search(r"\b(?:do|does|did) $", sentence[: match.start()]):
                continue
            yield sentence[: match.start()] + match.expand(put) + sentence[match.end() :]
    for match in _DO.finditer(sentence):
        yield f"{sentence[: match.start()]}{match[1]} {match[2]}{sentence[match.end() :]}"
    for match in _VERB.finditer(sentence):
        after = sentence[match.end() :].split()
        joined = match[1] == "has" and after and re.match(r"\w+ed\b|been|had|not|no|gotten", after[0])
        if sentence[: match.start()].rstrip().rsplit(" ", 1)[-1].lower() not in _PARTS and not joined:
            did = "did not" if match[1] in _PAST.values() else "does not"
            yield f"{sentence[: match.start()]}{did} {_S[match[1]]}{sentence[match.end() :]}"
    for match in re.finditer(r"[a-z]+", sentence):
        other = _SWAPS.get(match.group())
        if other and (other == "with" or not _NEGATED.search(sentence[: match.start()])):
            yield sentence[: match.start()] + other + sentence[match.end() :]


TURNED = tuple(
    (turn, pair[1]) for (turns, *_), pair in zip(_PAIRS, SOUND, strict=True) if turns for turn in turned(pair[0])
)
"""Each sound sentence turned, with what it points at."""
