#!/usr/bin/env python3
"""Writes a Word document with one filled-in self-evaluation form, as an office would send
it: tables, joined cells, one wrong score (8 claimed, 5.1 by the rules). Usage: form.py FILE"""
import sys
import zipfile

COLUMNS = 11
ROWS = [  # (text, columns it spans)…; "" continues what is left blank
    [("项目名称", 2), ("51050023T000000000101-示例道路养护", 9)],
    [("主管部门", 2), ("示例市交通部门", 4), ("实施单位（盖章）", 2), ("示例市公路养护站", 3)],
    [("预算执行情况（10分）", 1), ("年度预算数（万元）", 3), ("年初预算", 1), ("调整后预算数", 1), ("预算执行数", 1),
     ("预算执行率", 1), ("权重", 1), ("得分", 1), ("原因", 1)],
    [("", 1), ("总额", 3), ("80.00", 1), ("80.00", 1), ("72.00", 1), ("90.00%", 1), ("10", 1), ("9", 1), ("招标节约", 1)],
    [("", 1), ("其中：财政资金", 3), ("80.00", 1), ("80.00", 1), ("72.00", 1), ("90.00%", 1), ("/", 1), ("/", 1), ("", 1)],
    [("绩效指标（90分）", 1)] + [(text, 1) for text in
     ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分", "未完成原因分析")],
    [("", 1)] + [(text, 1) for text in ("产出指标", "数量指标", "修补路面面积", "≥", "6000", "平方米", "3827", "8", "8", "雨季停工")],
    [("", 1)] + [(text, 1) for text in ("", "质量指标", "修补验收合格率", "≥", "98", "%", "100", "32", "32", "")],
    [("", 1)] + [(text, 1) for text in ("", "成本指标", "修补成本", "≤", "80", "万元", "72", "20", "20", "")],
    [("", 1)] + [(text, 1) for text in ("效益指标", "社会效益指标", "养护路段通行率", "≥", "95", "%", "96", "20", "20", "")],
    [("", 1)] + [(text, 1) for text in ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "≥", "90", "%", "93", "10", "10", "")],
    [("合计", 8), ("100", 1), ("99", 1), ("", 1)],
]


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(cells):
    return "<w:tr>" + "".join(
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{paragraph(text)}</w:tc>'
        for text, span in cells) + "</w:tr>"


assert all(sum(span for _, span in cells) == COLUMNS for cells in ROWS)
document = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    + paragraph("附表：部门预算项目支出绩效自评表（2023年度）")
    + "<w:tbl><w:tblGrid>" + "<w:gridCol/>" * COLUMNS + "</w:tblGrid>"
    + "".join(map(row, ROWS)) + "</w:tbl></w:body></w:document>")
PARTS = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": document,
}
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as package:
    for name, text in PARTS.items():
        package.writestr(name, text)
