"""The JSON schemas of what is read and printed, by name and version."""

import json

from drafter.batch.folder import Batch
from drafter.batch.status import CaseStatus
from drafter.batch.summary import Summary
from drafter.doctor_report import Report
from drafter.domain.case import Case, Model
from drafter.domain.decision import LintResult, StoredDecision
from drafter.domain.draft import Draft, VerifyResult
from drafter.evaluation.audit import Audits
from drafter.evaluation.manifest import Manifest
from drafter.evaluation.metrics import Metrics
from drafter.evaluation.retrieval import RetrievalReport
from drafter.evaluation.run_files import ItemLine
from drafter.evaluation.runs import RunComparison
from drafter.evaluation.suite import Suite
from drafter.guidelines.listing import EditionList, ShownPassages
from drafter.guidelines.search_result import SearchResult

CASE = "drafter-case-1"
SCHEMAS: dict[str, type[Model]] = {
    CASE: Case,
    "drafter-audit-1": Audits,
    "drafter-batch-1": Batch,
    "drafter-batch-case-1": CaseStatus,
    "drafter-batch-summary-1": Summary,
    "drafter-comparison-1": RunComparison,
    "drafter-decision-1": StoredDecision,
    "drafter-doctor-1": Report,
    "drafter-draft-1": Draft,
    "drafter-editions-1": EditionList,
    "drafter-lint-1": LintResult,
    "drafter-metrics-1": Metrics,
    "drafter-passages-1": ShownPassages,
    "drafter-retrieval-1": RetrievalReport,
    "drafter-run-1": Manifest,
    "drafter-run-item-1": ItemLine,
    "drafter-search-1": SearchResult,
    "drafter-suite-1": Suite,
    "drafter-verify-1": VerifyResult,
}


def schema_text(name: str) -> str:
    """The schema of that name, as JSON for people to read."""
    schema = SCHEMAS[name].model_json_schema(by_alias=True)
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps({**dialect, **schema}, indent=2, ensure_ascii=False) + "\n"
