#include "html/language_menu.h"
#include "base/i18n.h"

static void
write_button(Html *html, const I18nLanguage *language)
{
    const char *tag = i18n_tag(language);

    html_open(html, EL_LI);
    html_leaf(html, EL_BUTTON, i18n_name(language), { AT_CLASS, "c-quietbtn" }, { AT_TYPE, "submit" },
              { AT_NAME, "language" }, { AT_VALUE, tag }, { AT_LANG, tag },
              { AT_DIR, i18n_is_rtl(language) ? "rtl" : "ltr" },
              { AT_ARIA_CURRENT, language == i18n_spoken() ? "true" : NULL });
    html_close(html, EL_LI);
}

void
language_menu(Html *html, const Shell *shell)
{
    const I18nLanguage *language;

    if (!i18n_languages(1))
        return;
    html_open(html, EL_FORM, { AT_CLASS, "c-languages" }, { AT_ACTION, "/language" }, { AT_METHOD, "post" },
              { AT_ARIA_LABEL, _("Language") });
    shell_back_fields(html, shell);
    html_open(html, EL_UL, { AT_CLASS, "c-list" });
    for (size_t i = 0; (language = i18n_languages(i)); i++)
        write_button(html, language);
    html_close(html, EL_UL);
    html_close(html, EL_FORM);
}
