/* The elements and attributes that our pages may have.  Add here what a page needs;
 * attributes that take a URL say so (`true`) and accept what escape_url_is_safe() does. */
#pragma once

#define HTML_ELEMENTS(X) \
    X(A, "a") X(ABBR, "abbr") X(ARTICLE, "article") X(ASIDE, "aside") X(B, "b") X(BLOCKQUOTE, "blockquote") \
    X(BODY, "body") X(BR, "br") X(BUTTON, "button") X(CAPTION, "caption") X(CIRCLE, "circle") X(CODE, "code") \
    X(DD, "dd") X(DEL, "del") X(DETAILS, "details") X(DIV, "div") X(DL, "dl") X(DT, "dt") X(EM, "em") \
    X(FIELDSET, "fieldset") X(FIGCAPTION, "figcaption") X(FIGURE, "figure") X(FOOTER, "footer") X(FORM, "form") \
    X(G, "g") X(H1, "h1") X(H2, "h2") X(H3, "h3") X(H4, "h4") X(HEAD, "head") X(HEADER, "header") X(HR, "hr") \
    X(HTML, "html") X(I, "i") X(IMG, "img") X(INPUT, "input") X(INS, "ins") X(KBD, "kbd") X(LABEL, "label") \
    X(LEGEND, "legend") X(LI, "li") X(LINE, "line") X(LINK, "link") X(MAIN, "main") X(MARK, "mark") X(META, "meta") \
    X(NAV, "nav") X(OL, "ol") X(OPTION, "option") X(P, "p") X(PATH, "path") X(PRE, "pre") X(PROGRESS, "progress") \
    X(RECT, "rect") X(SCRIPT, "script") X(SECTION, "section") X(SELECT, "select") X(SMALL, "small") X(SPAN, "span") \
    X(STRONG, "strong") X(SUMMARY, "summary") X(SVG, "svg") X(TABLE, "table") X(TBODY, "tbody") X(TD, "td") \
    X(TEXT, "text") X(TEXTAREA, "textarea") X(TH, "th") X(THEAD, "thead") X(TIME, "time") X(TITLE, "title") \
    X(TR, "tr") X(UL, "ul") X(USE, "use") \
    X(POLYGON, "polygon") X(POLYLINE, "polyline")

/*    id, name, is_url */
#define HTML_ATTRS(X) \
    X(ACTION, "action", true) X(ALT, "alt", false) X(ARIA_ATOMIC, "aria-atomic", false) \
    X(ARIA_CONTROLS, "aria-controls", false) X(ARIA_CURRENT, "aria-current", false) \
    X(ARIA_DESCRIBEDBY, "aria-describedby", false) X(ARIA_EXPANDED, "aria-expanded", false) \
    X(ARIA_HIDDEN, "aria-hidden", false) X(ARIA_INVALID, "aria-invalid", false) X(ARIA_LABEL, "aria-label", false) \
    X(ARIA_LABELLEDBY, "aria-labelledby", false) X(ARIA_LIVE, "aria-live", false) X(ARIA_PRESSED, "aria-pressed", false) \
    X(AUTOCAPITALIZE, "autocapitalize", false) X(AUTOCOMPLETE, "autocomplete", false) X(CHARSET, "charset", false) \
    X(CHECKED, "checked", false) X(CLASS, "class", false) X(COLSPAN, "colspan", false) X(CONTENT, "content", false) \
    X(CX, "cx", false) X(CY, "cy", false) X(D, "d", false) X(DATETIME, "datetime", false) \
    X(DATA_CANDOUR, "data-candour", false) X(DATA_HX_BOOST, "data-hx-boost", false) X(DATA_HX_GET, "data-hx-get", true) \
    X(DATA_HX_POST, "data-hx-post", true) X(DATA_HX_SWAP, "data-hx-swap", false) X(DATA_HX_TARGET, "data-hx-target", false) \
    X(DATA_HX_TRIGGER, "data-hx-trigger", false) X(DATA_MODULE, "data-module", false) X(DATA_STREAM, "data-stream", true) \
    X(DATA_MAX, "data-max", false) X(DATA_DRAFT, "data-draft", false) X(DATA_KEY, "data-key", false) \
    X(DEFER, "defer", false) X(DIR, "dir", false) X(DISABLED, "disabled", false) X(ENCTYPE, "enctype", false) \
    X(FILL, "fill", false) X(FOCUSABLE, "focusable", false) X(FOR, "for", false) X(FORMACTION, "formaction", true) \
    X(HEIGHT, "height", false) X(HIDDEN, "hidden", false) X(HREF, "href", true) X(HREFLANG, "hreflang", false) \
    X(HTTP_EQUIV, "http-equiv", false) X(ID, "id", false) X(INPUTMODE, "inputmode", false) X(LANG, "lang", false) \
    X(MAX, "max", false) X(MAXLENGTH, "maxlength", false) X(METHOD, "method", false) X(MIN, "min", false) \
    X(NAME, "name", false) X(OPEN, "open", false) X(PATTERN, "pattern", false) X(PLACEHOLDER, "placeholder", false) \
    X(R, "r", false) X(READONLY, "readonly", false) X(REL, "rel", false) X(REQUIRED, "required", false) \
    X(ROLE, "role", false) X(ROWS, "rows", false) X(ROWSPAN, "rowspan", false) X(RX, "rx", false) \
    X(SCOPE, "scope", false) X(SELECTED, "selected", false) X(SIZE, "size", false) X(SPELLCHECK, "spellcheck", false) \
    X(SRC, "src", true) X(START, "start", false) X(STROKE, "stroke", false) \
    X(STROKE_WIDTH, "stroke-width", false) X(TABINDEX, "tabindex", false) X(TARGET, "target", false) X(TEXT_ANCHOR, "text-anchor", false) X(TITLE, "title", false) X(TRANSFORM, "transform", false) \
    X(TRANSLATE, "translate", false) X(TYPE, "type", false) X(VALUE, "value", false) X(VIEWBOX, "viewBox", false) \
    X(WIDTH, "width", false) X(X, "x", false) X(X1, "x1", false) X(X2, "x2", false) X(Y, "y", false) X(Y1, "y1", false) \
    X(Y2, "y2", false) \
    X(AS, "as", false) X(AUTOFOCUS, "autofocus", false) X(CROSSORIGIN, "crossorigin", false) \
    X(DATA_DONE, "data-done", false) X(DATA_HX_INCLUDE, "data-hx-include", false) \
    X(DATA_HX_SELECT, "data-hx-select", false) X(DATA_HX_STATUS_422, "data-hx-status:422", false) \
    X(DATA_HX_STATUS_429, "data-hx-status:429", false) X(DATA_OFFLINE, "data-offline", false) X(DATA_OUT, "data-out", false) X(DATA_VOTE, "data-vote", false) \
    X(DATA_HX_SYNC, "data-hx-sync", false) \
    X(DATA_FORMS, "data-forms", false) X(DATA_NUMBERS, "data-numbers", false) X(DATA_SHORTCUT, "data-shortcut", false) \
    X(DATA_TEXT, "data-text", false) X(ENTERKEYHINT, "enterkeyhint", false) X(FORM, "form", false) \
    X(FORMMETHOD, "formmethod", false) X(FORMNOVALIDATE, "formnovalidate", false) X(NOVALIDATE, "novalidate", false) \
    X(POINTS, "points", false)

typedef enum {
#define X(id, tag) EL_##id,
    HTML_ELEMENTS(X)
#undef X
    EL__COUNT
} HtmlElement;

typedef enum {
    AT_NONE,
#define X(id, name, is_url) AT_##id,
    HTML_ATTRS(X)
#undef X
    AT__COUNT
} HtmlAttrName;
