# SPDX-License-Identifier: AGPL-3.0-or-later
"""What office programs put on the clipboard, and the Markdown it should become: by the shape of their real HTML."""

PASTES = {
    "word": (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal{margin:0}</style>"
        "</head><body><!--StartFragment--><h1>Orari<o:p></o:p></h1><p class=MsoNormal>Lo sportello &egrave; "
        "<b>aperto</b>&nbsp;ogni <i>lunedì</i>.<o:p></o:p></p>"
        "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span>"
        "<![endif]>mattina</p><p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'>"
        "<span style='mso-list:Ignore'>o </span>dalle 9</p>"
        "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>· "
        "</span>sera</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>",
        "## Orari\n\nLo sportello è **aperto** ogni *lunedì*.\n\n- mattina\n  - dalle 9\n- sera",
    ),
    "libreoffice": (
        "<meta name='generator' content='LibreOffice 7.4'><h2 class='western'>Costi</h2><ol><li>"
        "<p style='margin-bottom:0cm'>affitto</p></li><li><p>luce</p></li></ol><table><colgroup>"
        "<col width='50%'></colgroup><tr><td><p><b>Voce</b></p></td><td><p>Euro</p></td></tr><tr><td><p>sala"
        "</p></td><td><p>20</p></td></tr></table>",
        "## Costi\n\n1. affitto\n2. luce\n\n| **Voce** | Euro |\n| --- | --- |\n| sala | 20 |",
    ),
    "google": (
        "<b style='font-weight:normal' id='docs-internal-guid-1'><p>"
        "<span style='font-weight:700;font-style:italic'>Chi</span><span> scrive "
        "<a href='https://www.example.org/'>qui</a></span></p><ul><li><p>uno</p></li><ul><li><p>due</p></li>"
        "</ul></ul></b>",
        "***Chi*** scrive [qui](https://www.example.org/)\n\n- uno\n  - due",
    ),
}
