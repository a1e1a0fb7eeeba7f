"""What a capture needs besides the indicator: the day, and the Actividades of a Componente."""

from domain.capture.case import Around
from domain.kit.avances import Indicator, UnitReport
from domain.kit.moments import Moment
from domain.kit.slips import actividades_of


def around(report: UnitReport, indicator: Indicator, moment: Moment) -> Around:
    others = report.programme_of(indicator).indicators
    return Around(moment.today, actividades_of(indicator, others))
