"""The facts of a capture besides the indicator: the day, and the Actividades of a Componente."""

from domain.capture.case import Surroundings
from domain.kit.avances import Indicator, UnitReport
from domain.kit.moments import Moment
from domain.kit.slips import actividades_of


def around(report: UnitReport, indicator: Indicator, moment: Moment) -> Surroundings:
    others = report.programme_of(indicator).indicators
    return Surroundings(moment.today, actividades_of(indicator, others))
