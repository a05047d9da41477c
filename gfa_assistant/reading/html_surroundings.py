"""What stands around the content of a web page, in the names and words of German sites (TYPO3, WordPress and kin)."""

import re

NEVER_TEXT = "script, style, noscript, template, svg, iframe, object, video, audio, select, input, textarea"
AROUND = (
    'nav, dialog, footer, [role="navigation"], [role="search"], [role="banner"], [role="contentinfo"], '
    '[role="dialog"], [role="alertdialog"], [role="menu"], [role="menubar"], [role="tooltip"], [aria-modal="true"]'
)
BESIDE = 'aside, [role="complementary"], [class*="sidebar" i], [id*="sidebar" i]'
CONTACT_BOXES = f'{BESIDE}, [class*="kontakt" i], [id*="kontakt" i], [class*="contact" i], [id*="contact" i]'
# Names of the part that holds the content, where no tag says it.
MAIN_NAMES = (
    "article, #content, #inhalt, #main, #maincontent, #main-content, #hauptinhalt, #contentarea, #content-area, "
    ".entry-content, .page-content, .main-content, .post-content, .site-content"
)
# One whole class or id that says what a part of the page is.
NAME_OF_SURROUNDING = re.compile(
    r"""
    (?:.*[-_])? (?:cookies? | consent | breadcrumbs? | brotkrumen? | rootline | skip-?links? | sprung(?:link|marke)n?
        | sharedaddy | shariff | pagination | jp-relatedposts | yarpp | borlabscookie | usercentrics | back-?to-?top
        | totop | newsletter) (?:[-_].*)?
    | cookie\w* | (?:borlabs|cmplz|klaro|cookieman|onetrust|tarteaucitron|cky|cc)[-_].* | sd-(?:sharing|block).*
    | (?:.*[-_])?(?:haupt|sub|meta)?(?:nav|menu)\w*(?:[-_].*)? | page[rn]av | pager
    | (?:site|page|main|global|container)[-_]?(?:footer|header) | footer(?:[-_].*)?
    | (?:fu(?:ss|ß)|kopf)(?:zeile|bereich)
    | (?:.*[-_])?(?:social|share|sharing)(?:[-_](?:media|links?|buttons?|icons?|bar|list))*
    | (?:related|teilen|drucken)(?:[-_].*)? | article-info
    | (?:entry|post)[-_](?:meta|footer|navigation|nav|tags|date|author)
    | (?:.*[-_])?location[-_](?:header|footer|popup)
    | comments?(?:-area|-respond)? | comment-form
    | (?:similar|more|related|latest|recent)[-_]?(?:posts|news|articles|entries)
    | screen-reader-text | sr-only | visually-hidden
    | (?:search|such)[-_]?(?:form|box|feld|formular) | suche
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A heading above what leads away from the page.
HEADING_OF_TEASERS = re.compile(
    r"""
    (?: Das[ ](?:könnte|dürfte)[ ](?:Sie|dich|euch)[ ](?:auch[ ]|ebenfalls[ ])?interessieren
      | (?:Ähnliche|Verwandte|Weitere|Aktuelle|Neueste|Letzte)[ ]
            (?:Beiträge|Artikel|Meldungen|Nachrichten|Neuigkeiten|News|Seiten|Themen)
      | Auch[ ]interessant | Mehr[ ]zum[ ]Thema | Newsletter | Kommentare? | Schlagw[oö]rte?r?
      | (?:Diese[ ])?(?:Seite|Beitrag|Artikel)[ ](?:teilen|empfehlen|drucken) | Teilen(?:[ ]mit)?
      | Schreiben?[ ](?:Sie[ ])?einen[ ]Kommentar
    )\W*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# The words of a link that lead on, and say nothing.
WORDS_OF_LINK = re.compile(
    r"""
    \W*(?: weiterlesen | mehr(?:[ ](?:erfahren|lesen|dazu))? | nach[ ]oben | (?:zum[ ])?seitenanfang
         | (?:(?:seite|artikel)[ ])?(?:drucken|teilen|empfehlen) | zurück(?:[ ]zur[ ](?:übersicht|startseite))?
         | zum[ ](?:haupt)?inhalt(?:[ ]springen)? | zur[ ](?:haupt)?navigation(?:[ ]springen)? | vorlesen
    )\W*
    """,
    re.IGNORECASE | re.VERBOSE,
)
