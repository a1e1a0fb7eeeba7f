"""A workbook sent to the chat: the template of a UR, or a MIR from a person who may import one."""

from documents.read.reader import read_document
from documents.read.report_template_reader import read_template
from domain.imports.mir_loads import MirFile
from domain.kit.reports import DocumentRefused
from domain.papers.templates import FilledTemplate, TemplateFault, TemplateRefused


def read_workbook(
    name: str, content: bytes, *, may_administer: bool
) -> FilledTemplate | TemplateFault | MirFile:
    """Return the filled template or its faults; any other workbook is a MIR if the sender may import one."""
    template = _template(content)
    if not may_administer or isinstance(template, FilledTemplate):
        return template
    try:
        return MirFile(name, read_document(name, content))
    except DocumentRefused as refused:
        return MirFile(name, errors=refused.errors)


def _template(content: bytes) -> FilledTemplate | TemplateFault:
    try:
        return read_template(content)
    except TemplateRefused as refused:
        return refused.fault
