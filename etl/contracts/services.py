"""The ledgers of services to enterprises and of safety: what each may be, and what a snapshot offers of it."""

from __future__ import annotations

from etl.contracts.arrears_case import ARREARS_CASE, ARREARS_CASE_TABLE
from etl.contracts.hazard import HAZARD, HAZARD_TABLE
from etl.contracts.model import Column
from etl.contracts.notice_batch import NOTICE_BATCH, NOTICE_BATCH_TABLE
from etl.contracts.policy_claim import POLICY_CLAIM, POLICY_CLAIM_TABLE
from etl.contracts.power_subsidy import POWER_SUBSIDY, POWER_SUBSIDY_TABLE
from etl.contracts.testing_duty import TESTING_DUTY, TESTING_DUTY_TABLE
from etl.contracts.ticket import TICKET, TICKET_TABLE
from etl.contracts.visit import VISIT, VISIT_TABLE

SERVICE_CONTRACTS = (
    POLICY_CLAIM, POWER_SUBSIDY, ARREARS_CASE, VISIT, TICKET, HAZARD, NOTICE_BATCH, TESTING_DUTY,
)  # fmt: skip
SERVICE_TABLES = (
    POLICY_CLAIM_TABLE, POWER_SUBSIDY_TABLE, ARREARS_CASE_TABLE, VISIT_TABLE, TICKET_TABLE, HAZARD_TABLE,
    NOTICE_BATCH_TABLE, TESTING_DUTY_TABLE,
)  # fmt: skip
# What a case of each ledger is known by, which linking makes where an office gives no number.
CASE_IDS: tuple[Column, ...] = tuple(table.by_name[table.key[0]] for table in SERVICE_TABLES)
