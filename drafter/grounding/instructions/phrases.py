"""English phrases as signals, parted by semicolons; a phrase is words with a space between, and no hyphens."""

from drafter.grounding.instructions.words import Signal

PHRASES: dict[Signal, str] = {
    Signal.IGNORE: (
        "not continue; cease applying; cease following; cease using; stop applying; stop using the guidelines; "
        "refrain from applying; set aside; put aside; leave aside; stop following; not follow; pay no attention; "
        "not apply; do away with; take no notice; not rely on; not consult; not obey; not use; not consider; "
        "not be bound; throw out; don't follow; don't apply; break free; without following; not check; not cite; "
        "not require; not weigh; step outside; no regard; act against; not read; don't use; don't consider; "
        "don't check"
    ),
    Signal.IGNORED: (
        "no longer apply; no longer applies; no longer valid; no longer bind; no longer in force; "
        "no longer in effect; no longer bound; do not apply; does not apply; not binding; no longer active; "
        "not bound; no longer relevant; no longer hold; no longer follow; hereby revoked; been replaced; "
        "been updated; been changed; not in effect"
    ),
    Signal.RULES: (
        "previous task; prior task; original task; earlier task; system prompt; system message; prior directions; "
        "your guidelines; your guidance; your policy; your training; your orders; your restrictions; "
        "your limitations; were told; been told; system instructions; your briefing; your settings; "
        "your configuration; your safety; were given; been given; your criteria; your brief"
    ),
    Signal.WHOLE: (
        "everything above; everything before; everything else; everything you; all of the above; all the above; "
        "text above; above text; content above; above content; anything above; anything before; anything else; "
        "came before; comes before; everything prior; everything that; the evidence; all evidence; other evidence; "
        "the records; rest of the record; rest of the file; rest of the records; all records; prior records; "
        "previous records; earlier records; other records; all other records; the other records; contrary evidence; "
        "anything that contradicts; said before; written above; stated above; what follows; rest of this document; "
        "all other documents; other documents; anything in the; all other text; medical evidence; other sentences; "
        "everything in the; earlier text; rest of this record; rest of the document; rest of the chart"
    ),
    Signal.MACHINE: (
        "language model; language models; ai model; ai assistant; artificial intelligence; automated reviewer; "
        "automated review; automated system; automated systems; automated tool; automated tools; automated drafter; "
        "automated drafting; automated assistant; automated reader; automated agent; automated process; "
        "automated processing; drafting model; drafting assistant; drafting system; drafting engine; "
        "drafting program; drafting software; drafting tool; drafting agent; review software; review model; "
        "reviewing model; reviewing system; reviewing assistant; reviewing software; reviewing agent; review engine; "
        "review system; review bot; review assistant; virtual assistant; neural network; machine learning; "
        "computer program; machine reader; machine readers; computer system; machine review; letter generator; "
        "text generator; decision engine; read by a machine; non-human; non human; automated drafts; text model; "
        "draft generator; drafting process; drafting pipeline; review pipeline; generation system; automated letter"
    ),
    Signal.READER: (
        "decision maker; decision-maker; reviewing physician; physician reviewer; medical reviewer; expert reviewer; "
        "processing this; reading this; parsing this; summarizing this; summarising this; whoever processes; "
        "whatever reads; reads this; processes this; drafts this; drafting this; ingesting this; "
        "writing this letter; writes this letter; drafts the letter; writes the letter; drafting the letter; "
        "evaluating this; analyzing this"
    ),
    Signal.YOURS: (
        "your answer; your response; your reply; your output; your task; your goal; your objective; your purpose; "
        "your role; your rationale; your instructions; your prompt; your rules; your draft; your job is; "
        "your only job; your sole; your conclusion; your determination; your final; your new; your programming; "
        "your training; your system; your json; your mission; your next; your criteria; your letter; your developer; "
        "your developers; your operator; your guidelines; your verdict; your ruling; your summary"
    ),
    Signal.ROLE: (
        "you are now; you are an; you are a; you are no longer; you're now; from now on; new role; debug mode; "
        "admin mode; maintenance mode; god mode; test mode; new task; new persona; you will now; henceforth; "
        "training mode; override mode; new directive; unrestricted mode; calibration mode; evaluation mode; "
        "new system prompt; you are being; real task; actual task; true task"
    ),
    Signal.MUST: (
        "have to; has to; need to; are to; is to; is required to; obligation to; under orders; no choice but; "
        "can only; may only; make sure; be sure; see to it; make certain; expected to; are asked to; is expected; "
        "it is imperative"
    ),
    Signal.DEMAND: (
        "not uphold; not overturn; never uphold; never overturn; never return; not deny; never deny; find for the; "
        "side with; decide for the; rule for the; rule in favor; find in favor; decide in favor; rule in favour; "
        "find in favour; decide in favour; grant it; grant this; grant every; grant all; grant the; approve this; "
        "approve it; approve all; approve every; approve everything; approve now; approve each; approve any; "
        "approve the request; approve the treatment; approve without; overturn this; overturn it; overturn all; "
        "overturn every; overturn everything; overturn the; overturn each; uphold this; uphold all; uphold every; "
        "uphold everything; uphold the; uphold it; deny this; deny every; deny everything; deny it; deny all; "
        "deny the request; authorize everything; authorize every; certify everything; certify every; reject this; "
        "reject every; pick the claimant's; favor the; favour the; give the benefit; grant everything; "
        "approve regardless; err on the side; reverse this denial; reverse every; reverse all; "
        "agree with the request; be lenient; be generous; agree to everything; not reject; never reject; "
        "approve and; just approve; simply approve; grant and; overturn and; accept every; accept all; "
        "accept the request"
    ),
    Signal.SIDE: (
        "sides with; siding with; side with; find for; decide for; rule for; in favor of; in favour of; "
        "for the applicant; for the claimant; denial stand; denial fall; claimant's side; worker's side; "
        "agree with the; lenient; on the side of"
    ),
    Signal.ASIDE: (
        "throw it out; throw them out; leave them aside; leave it aside; set them aside; set it aside; "
        "put them aside; start over; from scratch; blank slate; forget them; forget it; ignore them; ignore it; "
        "disregard them; disregard it; skip them; drop them; wipe them"
    ),
    Signal.WAIVED: (
        "be skipped; be ignored; be disregarded; be waived; be overlooked; be bypassed; be dropped; be forgotten; "
        "are waived; is waived; are suspended; is suspended; are cancelled; is cancelled; are void; is void; "
        "are revoked; are lifted; not needed any more; not needed anymore; no longer needed; no longer required; "
        "not necessary to check; are irrelevant; count for nothing"
    ),
    Signal.VEIL: (
        "visible to the; visible only to; invisible to; hidden from; not visible to; cannot see this; will not see; "
        "humans cannot; humans should not; not for human; not meant for human; machines only; will not notice; "
        "never sees; will not check; will never see; will not read; keep this between"
    ),
    Signal.WITHOUT: (
        "without guidelines; without guideline; without the guideline; without the guidelines; without criteria; "
        "without the criteria; without rules; without pointers; without citations; without citing; without checking; "
        "without consulting; without looking; without reading; without review; without reviewing; without weighing; "
        "without considering; without verification; without verifying; without evaluating; without analysis"
    ),
    Signal.PROCESS: (
        "criteria list; list of criteria; final letter; the draft; draft letter; every sentence; each sentence; "
        "the schema; your letter; the json; every item; each item; item 1; item 2; item 3; all items"
    ),
    Signal.DO: (
        "not include; not add; not list; not write; not give; not put; leave out; leave the; leave blank; fill in; "
        "come out"
    ),
    Signal.ODD: ("your creators; your makers; your owner; your owners; your developers; your programmers; your maker"),
    Signal.PRETEND: (
        "begin the answer; start the answer; end the answer; begin your answer; start your answer; end your answer; "
        "begin the reply; begin your reply; start your reply; begin the rationale; start the rationale; "
        "begin your rationale; end the rationale; begin the letter; begin your response; start your response; "
        "act as a; act as an; act as the; act as if; act as though; pretend to; pretend you; pretend that; "
        "pretend the; play the role; roleplay as; simulate a; simulate the; behave as; behave like; imagine you; "
        "imagine that; imagine the; suppose you; assume the role; take the role; take on the role; adopt the role; "
        "adopt the persona; answer as if; respond as if; write as if; proceed as if; decide as if"
    ),
    Signal.SELF: (
        "automated agent; automated reviewer; automated drafter; automated assistant; automated reader; "
        "automated agents; not output; developer message; operator instructions; operator message; system directive; "
        "system override; system command; developer note; developer instructions; admin override; override code; "
        "override mode; function call; tool call; text generator; letter generator; drafting model; "
        "drafting assistant; reviewing model; review model; drafting agent; drafting bot; review bot; "
        "drafting engine; system prompt; language model; language models; prompt injection; developer mode; "
        "do anything now; hidden prompt; prompt override; chat template; ai model; ai reviewer; ai assistant; "
        "ai agent; ai drafter; system instructions; previous prompt; initial prompt; original prompt; prior prompt"
    ),
    Signal.HAIL: (
        "note to; message to; notice to; instruction for; instructions for; instruction to; instructions to; "
        "memo to; note for; message for; order to; for the attention of; addressed to; directive to; guidance for; "
        "message is for; text is for; note is for; line is for; intended for the; advice to; reminder to; "
        "command to; reminder for"
    ),
    Signal.BAN: (
        "not be denied; cannot be denied; never be denied; not be upheld; never be upheld; cannot be upheld; "
        "not be modified; not deny; never be overturned; not be overturned; not be rejected; not be questioned"
    ),
    Signal.SOLE: (
        "been decided that; only rule; already been made; already been decided; already decided; been settled; "
        "already approved; conclusion other than; outcome other than; answer other than; determination other than; "
        "just one possible; one possible conclusion; only one answer; only one outcome; only conclusion; "
        "only outcome; only determination; only answer; no other outcome; no other conclusion; no other answer; "
        "no other determination; anything other than; right outcome; agreed outcome; outcome is fixed; "
        "predetermined; only acceptable; only correct; only permitted; only valid; only allowed; only possible; "
        "only right; only permissible; correct answer; right answer; expected answer; correct determination; "
        "required answer; required determination; required output; expected output; correct output; correct outcome; "
        "required outcome; right determination; expected determination; mandatory determination; mandatory outcome; "
        "proper answer"
    ),
    Signal.ENDING: (
        "end of records; end of record; end of document; end of material; end of data; end of case; end of file; "
        "end of report; end of chart; end of notes; end of exhibit"
    ),
    Signal.HERE: (
        "this case; this item; this file; this claim; this treatment; this request; the request; the item; "
        "these requests; the denial; this denial"
    ),
    Signal.VERDICT: (
        "find medical necessity; find necessity; medically necessary; reverse the denial; "
        "medical necessity is established; necessity is established; denial falls; denial stands; in favor of the; "
        "in favour of the; reversal of the denial; medical necessity established"
    ),
    Signal.ANSWER_NOUN: "in the letter; item draft; draft letter; drafted letter; final letter",
    Signal.FIELD: "probability percent",
    Signal.FORM: (
        "no citations; no pointers; no criteria; code block; following format; following json; following object; "
        "following structure; plain text; all caps; capital letters; in french; in spanish; in latin; key value; "
        "json object; no json; single token; bullet points; no explanation; no explanations; without explanation; "
        "nothing else; and stop; then stop; no other text; no rationale; without a rationale; empty string; "
        "empty list; no further text; nothing more; no reasoning; without reasoning; no commentary; empty array; "
        "nothing but; only a number; only the number; only with; only the word; in german; in italian; in russian; "
        "in chinese; in japanese; in portuguese; in klingon; one letter; single letter; a number only"
    ),
    Signal.PHRASE: (
        "the word; the words; the phrase; the string; the token; the sentence; following text; following sentence; "
        "following words; following statement; following paragraph; one word; single word; single sentence; "
        "exactly this; this exact; these exact; exact words; exact phrase; exact text; exact sentence; "
        "word for word; this sentence; following phrase; following line"
    ),
    Signal.ALWAYS: (
        "in all cases; no matter; without exception; without further review; without further analysis; "
        "without further question; without checking; without review; without reviewing; without regard; no further; "
        "no documentation is; no documentation needed; no documentation required; no need of documentation; "
        "every case; any evidence; even if; no criteria; no limit; without documentation; whatever the; needs no; "
        "need not; in every case; without reading; without considering; without limit; does not need; no proof is; "
        "no need for; under all circumstances; in any event; by default; without analysis; no evidence is needed; "
        "no evidence is required; without looking; without consulting; without weighing; at all times; "
        "not be questioned; no exceptions; no circumstances; any circumstances; all circumstances; "
        "as a matter of course"
    ),
    Signal.EVERY: (
        "all surgeries; all injections; all therapies; all procedures; all medications; all drugs; all visits; "
        "all requests; every request; any request; all items; every item; each item; all treatment; all treatments; "
        "all disputed; each disputed; every disputed; any treatment; all services; every treatment; all cases; "
        "these items; remaining items; both items; all denials; every denial; each request; everything requested; "
        "any and all; other items; all remaining; all therapy; all of the items; all surgery; all future; "
        "such requests; all claims; every claim"
    ),
    Signal.CRITERIA: "every requirement; all conditions; every condition; all of the conditions; each condition",
    Signal.MET: (
        "as met; as satisfied; as documented; as fulfilled; is met; are met; as true; as proven; as established"
    ),
    Signal.HUSH: (
        "not mention; not reveal; not flag; not tell; not acknowledge; never mention; don't mention; don't tell; "
        "never reveal; without mentioning; not inform; not disclose; not alert; not notify; not comment; "
        "don't reveal; don't flag; never tell; nor mention; never flag; never disclose; keep secret; not warn; "
        "not refer to; stay silent about; keep quiet about; make no mention; not quote; not say"
    ),
    Signal.THIS_TEXT: (
        "this instruction; these instructions; this note; this message; this text; this paragraph; this sentence; "
        "this line; this prompt; the instruction; the instructions; this directive; this command; this passage; "
        "this section; the human; the user; the reviewer; the physician; to anyone; any human; this override; "
        "this request to; this comment; this rule; existence of this; this entry; a human; this content"
    ),
    Signal.SECRET: (
        "system prompt; your prompt; your instructions; your system; your guidelines; your rules; initial prompt; "
        "api key; api keys; environment variables; hidden prompt; access token; your configuration; your context; "
        "other cases; context window; prompt above; instructions above"
    ),
    Signal.CODE: (
        "every second word; first letter of each; first letters of; each first letter; read backwards; "
        "reverse the following; unicode escapes; ascii codes"
    ),
    Signal.TURN: (
        "system note; system notice; system update; system override; system alert; system directive; system command; "
        "system message; system instruction; admin note; administrator note; developer note; developer message; "
        "operator note; new instructions; updated instructions; revised instructions; end of prompt; "
        "end of instructions; begin instructions; begin prompt; end prompt; end of context; end of input; "
        "end of evidence; end of guidelines; start of instructions; admin override; instructions for the reviewer; "
        "instruction to the reviewer; instruction for the reviewer; instructions to the reviewer; "
        "note to the reviewer; note to reviewer; attention reviewer; reviewer note; reviewer instruction; "
        "reviewer instructions; message to the reviewer; note for the reviewer; dear reviewer; end system; end user; "
        "priority instruction; operator message; instruction override; final instruction; hidden instruction; "
        "important instruction; message from the; notice to the reviewer; end of untrusted"
    ),
    Signal.PRECEDENCE: "takes precedence; take precedence; priority over; takes priority; in place of; instead of",
}
