"""Who may do what, on which UR: the one table of authorisation."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kit.unit_codes import UnitCode


class Role(StrEnum):
    ENLACE = "enlace"
    """Captures the report of a UR."""
    TITULAR = "titular"
    """Head of a UR: reads its report and gives it the Vo. Bo."""
    IMPLAN = "implan"
    """The planning institute: reads everything, receives the gap summary."""
    CONSULTA = "consulta"
    """Reads every UR, such as a director of the presidency."""


class Action(StrEnum):
    SEE_HELP = "see_help"
    SEE_STATUS = "see_status"
    VERIFY_ACUSE = "verify_acuse"
    GET_TEMPLATE = "get_template"
    SEE_HISTORY = "see_history"
    ADMINISTER = "administer"
    ASK_HELP = "ask_help"
    ANSWER_HELP = "answer_help"
    """Answer the questions of enlaces, and keep the register of attention."""
    SEE_CALENDAR = "see_calendar"
    CHANGE_CALENDAR = "change_calendar"
    """Dates of a quarter, inhábiles and ladders."""
    SET_HOURS = "set_hours"
    """Set one's own hours for reminders."""
    SEE_PENDING = "see_pending"
    CAPTURE = "capture"
    SEE_SUMMARY = "see_summary"
    SIMULATE = "simulate"
    RECEIVE_REMINDERS = "receive_reminders"
    RECEIVE_ESCALATIONS = "receive_escalations"
    """Receive the escalation about what the enlaces of a UR have not reported."""
    RECEIVE_SUMMARY = "receive_summary"
    RECEIVE_WEEKLY = "receive_weekly"
    """The summary of the week, and the final one of a quarter."""
    ASK_PRORROGA = "ask_prorroga"
    DECIDE_PRORROGA = "decide_prorroga"
    CLOSE_PERIOD = "close_period"
    """Close a quarter, and reopen one UR."""
    HAND_OVER = "hand_over"
    PUT_OFF_REMINDER = "put_off_reminder"
    ASK_REASSIGNMENT = "ask_reassignment"
    """Say that an indicator is not one's own («No me corresponde»)."""
    DECIDE_REASSIGNMENT = "decide_reassignment"
    NUDGE = "nudge"
    """Remind the enlace of a UR by hand."""
    NUDGE_ALL = "nudge_all"
    SEE_ENTREGA = "see_entrega"
    SEND_ENTREGA = "send_entrega"
    ENDORSE_ENTREGA = "endorse_entrega"
    DECIDE_ENTREGA = "decide_entrega"
    ASK_CORRECTION = "ask_correction"
    DECIDE_CORRECTION = "decide_correction"
    GET_INFORME = "get_informe"
    GET_CONTROL = "get_control"
    """How each UR handed in: control interno, and the attention given."""
    GET_RESULTS = "get_results"
    """The results of the municipality: seguimiento, consolidated report, session, transparency."""
    GET_PACKAGE = "get_package"


class Scope(StrEnum):
    OWN = "own"
    ALL = "all"


TABLE: dict[Action, dict[Role, Scope]] = {
    Action.SEE_HELP: {
        Role.ENLACE: Scope.ALL,
        Role.TITULAR: Scope.ALL,
        Role.IMPLAN: Scope.ALL,
        Role.CONSULTA: Scope.ALL,
    },
    Action.VERIFY_ACUSE: {
        Role.ENLACE: Scope.ALL,
        Role.TITULAR: Scope.ALL,
        Role.IMPLAN: Scope.ALL,
        Role.CONSULTA: Scope.ALL,
    },
    Action.GET_TEMPLATE: {Role.ENLACE: Scope.OWN, Role.IMPLAN: Scope.ALL},
    Action.SEE_STATUS: {
        Role.ENLACE: Scope.OWN,
        Role.TITULAR: Scope.OWN,
        Role.IMPLAN: Scope.ALL,
        Role.CONSULTA: Scope.ALL,
    },
    Action.SEE_HISTORY: {
        Role.ENLACE: Scope.OWN,
        Role.TITULAR: Scope.OWN,
        Role.IMPLAN: Scope.ALL,
        Role.CONSULTA: Scope.ALL,
    },
    Action.ADMINISTER: {Role.IMPLAN: Scope.ALL},
    Action.ASK_HELP: {Role.ENLACE: Scope.OWN, Role.TITULAR: Scope.OWN},
    Action.ANSWER_HELP: {Role.IMPLAN: Scope.ALL},
    Action.SEE_CALENDAR: {
        Role.ENLACE: Scope.OWN,
        Role.TITULAR: Scope.OWN,
        Role.IMPLAN: Scope.ALL,
        Role.CONSULTA: Scope.ALL,
    },
    Action.CHANGE_CALENDAR: {Role.IMPLAN: Scope.ALL},
    Action.SET_HOURS: {
        Role.ENLACE: Scope.ALL,
        Role.TITULAR: Scope.ALL,
        Role.IMPLAN: Scope.ALL,
        Role.CONSULTA: Scope.ALL,
    },
    Action.SEE_PENDING: {Role.ENLACE: Scope.OWN, Role.TITULAR: Scope.OWN, Role.IMPLAN: Scope.ALL},
    Action.CAPTURE: {Role.ENLACE: Scope.OWN},
    Action.SEE_SUMMARY: {Role.IMPLAN: Scope.ALL},
    Action.SIMULATE: {Role.IMPLAN: Scope.ALL},
    Action.RECEIVE_REMINDERS: {Role.ENLACE: Scope.OWN},
    Action.RECEIVE_ESCALATIONS: {Role.TITULAR: Scope.OWN},
    Action.RECEIVE_SUMMARY: {Role.IMPLAN: Scope.ALL},
    Action.RECEIVE_WEEKLY: {Role.CONSULTA: Scope.ALL},
    Action.ASK_PRORROGA: {Role.ENLACE: Scope.OWN, Role.TITULAR: Scope.OWN},
    Action.DECIDE_PRORROGA: {Role.IMPLAN: Scope.ALL},
    Action.CLOSE_PERIOD: {Role.IMPLAN: Scope.ALL},
    Action.HAND_OVER: {Role.ENLACE: Scope.OWN, Role.TITULAR: Scope.OWN},
    Action.PUT_OFF_REMINDER: {Role.ENLACE: Scope.OWN, Role.TITULAR: Scope.OWN},
    Action.ASK_REASSIGNMENT: {Role.ENLACE: Scope.OWN},
    Action.DECIDE_REASSIGNMENT: {Role.IMPLAN: Scope.ALL},
    Action.NUDGE: {Role.TITULAR: Scope.OWN, Role.IMPLAN: Scope.ALL},
    Action.NUDGE_ALL: {Role.IMPLAN: Scope.ALL},
    Action.SEE_ENTREGA: {Role.ENLACE: Scope.OWN, Role.TITULAR: Scope.OWN, Role.IMPLAN: Scope.ALL},
    Action.SEND_ENTREGA: {Role.ENLACE: Scope.OWN},
    Action.ENDORSE_ENTREGA: {Role.TITULAR: Scope.OWN},
    Action.DECIDE_ENTREGA: {Role.IMPLAN: Scope.ALL},
    Action.ASK_CORRECTION: {Role.ENLACE: Scope.OWN},
    Action.DECIDE_CORRECTION: {Role.IMPLAN: Scope.ALL},
    Action.GET_INFORME: {
        Role.ENLACE: Scope.OWN,
        Role.TITULAR: Scope.OWN,
        Role.IMPLAN: Scope.ALL,
        Role.CONSULTA: Scope.ALL,
    },
    Action.GET_CONTROL: {Role.IMPLAN: Scope.ALL},
    Action.GET_RESULTS: {Role.IMPLAN: Scope.ALL, Role.CONSULTA: Scope.ALL},
    Action.GET_PACKAGE: {Role.ENLACE: Scope.OWN, Role.TITULAR: Scope.OWN, Role.IMPLAN: Scope.ALL},
}
"""A role that is not listed for an action does not have that right."""

UNIT_ROLES = frozenset({Role.ENLACE, Role.TITULAR})
"""Roles that are held for one UR; the others are held for the municipality."""


@dataclass(frozen=True)
class Grant:
    """One role of one person; `unit_code` is None for roles of the whole municipality.

    A suplente stands in for the first enlace of a UR: the same rights, but reminded only in their place.
    """

    role: Role
    unit_code: UnitCode | None = None
    is_suplente: bool = False


@dataclass(frozen=True)
class Actor:
    """A registered person who is not revoked."""

    person_id: int
    name: str
    grants: tuple[Grant, ...]

    def may(self, action: Action, unit_code: UnitCode | None = None) -> bool:
        """Tell whether the action is allowed on a UR, or on anything at all when no UR is named."""
        return any(self._allows(grant, action, unit_code) for grant in self.grants)

    def sees_all(self, action: Action) -> bool:
        return any(TABLE[action].get(grant.role) is Scope.ALL for grant in self.grants)

    def units_for(self, action: Action) -> tuple[str, ...]:
        """Return the codes of the URs for which a person has this right, in order."""
        own = {g.unit_code for g in self.grants if g.unit_code and TABLE[action].get(g.role) is Scope.OWN}
        return tuple(sorted(own))

    def is_only_suplente(self, unit_code: UnitCode) -> bool:
        """Tell whether a person is only a suplente of a UR."""
        own = [g for g in self.grants if (g.role, g.unit_code) == (Role.ENLACE, unit_code)]
        return bool(own) and all(grant.is_suplente for grant in own)

    def _allows(self, grant: Grant, action: Action, unit_code: UnitCode | None) -> bool:
        scope = TABLE[action].get(grant.role)
        if scope is None:
            return False
        return scope is Scope.ALL or unit_code is None or unit_code == grant.unit_code
