"""Sentences for what the room of warranty and care refuses."""

from __future__ import annotations

from dealer_crm.domain import care, equipment
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_CARE: dict[type[DomainError], str] = {
    equipment.MachineNotFound: N_("The machine {number} is not in the file any more."),
    equipment.MachineNameMissing: N_("Enter what it is: a name, a brand or a model."),
    equipment.HouseMissing: N_("A machine stands in a house. Give the customer an address first, or choose one."),
    equipment.DayAhead: N_("{day} lies ahead. Enter the day when it is there."),
    care.RequestNotFound: N_("The request {number} is not in the file any more."),
    care.RequestClosed: N_("The request {number} was done or cancelled meanwhile."),
    care.CustomerMissing: N_("Choose the customer first."),
    care.SymptomMissing: N_("Write in a few words what is wrong, or what is wanted."),
    care.AppointmentMissing: N_("Choose the day of the appointment."),
    care.WorkMissing: N_("Write in a few words what was done."),
    care.FeeNegative: N_("A fee cannot be below zero."),
    care.RepairDaysWrong: N_("The days in repair lie between 0 and 366."),
    care.CancelReasonMissing: N_("Say why the request is cancelled."),
    care.VisitNotOpen: N_("This call was already made or skipped."),
    care.VisitWordsMissing: N_("Write in a few words how it went, or choose how satisfied the customer is."),
    care.GradeUnknown: N_("Satisfaction is a number from 0 to 3."),
    care.VisitDayMissing: N_("Choose the day for calling again."),
    care.SkipReasonMissing: N_("Say why the call is skipped."),
    care.MaintenanceNotFound: N_("This maintenance is not in the plan any more."),
}
