"""What a capture needs besides the indicator: the day, and the Actividades of a Componente."""

from domain.avances import Indicator, UnitReport
from domain.capture_case import Around
from domain.moments import Moment
from domain.slips import actividades_of


def around(report: UnitReport, indicator: Indicator, moment: Moment) -> Around:
    others = report.programme_of(indicator).indicators
    return Around(moment.today, actividades_of(indicator, others))
