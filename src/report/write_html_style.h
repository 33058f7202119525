/* The style of the report that stands alone: the colours of web/scss/_tokens.scss. */
#pragma once

#define REPORT_STYLE                                                                                             \
    ":root{color-scheme:light dark;--ground:#f1f4ef;--surface:#fff;--sunk:#e8ede6;--line:#d2dbd2;--rule:#64746d;"  \
    "--ink:#1b2a26;--ink-2:#41504a;--accent:#6b1f4f;--band:#a6799a;--tint:#f3ebf0;--bar:#174d39;--note:#dfeae1}"   \
    "@media(prefers-color-scheme:dark){:root{--ground:#141a18;--surface:#1d2623;--sunk:#28332f;--line:#3a4843;"    \
    "--rule:#93a49c;--ink:#eef3ef;--ink-2:#c3cfc8;--accent:#eab6d5;--band:#8b5a7b;--tint:#33232d;--bar:#8fd1b3;"   \
    "--note:#1f352b}}"                                                                                           \
    "*{box-sizing:border-box}body{margin:0;overflow-wrap:anywhere;background:var(--ground);color:var(--ink);"                           \
    "font:1.125rem/1.55 \"Atkinson Hyperlegible Next\",\"Atkinson Hyperlegible\",system-ui,sans-serif}"          \
    "main{max-width:48rem;margin:0 auto;padding:1.5rem 1rem 4rem}"                                               \
    "h1{font-size:clamp(2rem,1.5rem + 2vw,2.75rem);line-height:1.15;margin:0 0 1rem}"                            \
    "h2{font-size:1.75rem;line-height:1.2;margin:3rem 0 1rem;padding-top:1rem;border-top:.25rem solid var(--accent)}" \
    "h3{font-size:1.375rem;line-height:1.3;margin:2.5rem 0 .75rem}p,ul,ol{margin:0 0 1rem}a{color:var(--accent)}"  \
    ".lead{font-size:1.3125rem}.quiet,caption,figcaption{color:var(--ink-2)}"                                    \
    "nav ul{display:flex;flex-wrap:wrap;gap:0 1.5rem;padding:0;list-style:none}"                                 \
    "nav a{display:inline-flex;align-items:center;min-height:2.75rem}"                                           \
    "blockquote{margin:0 0 1rem;padding:1rem 1.5rem;background:var(--sunk);border-radius:1.5rem;"                \
    "border-end-start-radius:.25rem}blockquote p{margin:0}"                                                      \
    ".note{padding:1rem 1.5rem;background:var(--note);border-radius:1rem}"                                       \
    ".figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:1rem 1.5rem;margin:0 0 1.5rem}" \
    ".figures div{display:flex;flex-direction:column-reverse;justify-content:flex-end}"                          \
    ".figures dt{font-size:1rem;color:var(--ink-2)}.figures dd{margin:0;font-size:2rem;font-weight:700;line-height:1.2}" \
    ".rows{margin:0 0 1.5rem}.rows div{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;padding:.6rem 0;"           \
    "border-bottom:1px solid var(--line)}.rows dt{flex:0 0 14rem;font-weight:700}.rows dd{margin:0;flex:1 1 14rem}" \
    "figure{margin:0 0 1rem;padding:1.5rem;background:var(--surface);border-radius:1.5rem}"                      \
    "figcaption{margin-bottom:1rem}figcaption strong{display:block;color:var(--ink)}"                            \
    ".wide{overflow-x:auto}.wide svg{display:block;width:100%;min-width:30rem;height:auto}"                      \
    "table{width:100%;border-collapse:collapse;overflow-wrap:break-word;font-size:1rem;margin:0 0 1rem}caption{text-align:start;padding:.5rem 0}" \
    "th,td{padding:.5rem 0;padding-inline-end:1rem;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}"  \
    "tbody th{font-weight:400}.n{text-align:end;font-variant-numeric:tabular-nums}"                              \
    "details{margin:0 0 1.5rem}summary{min-height:2.75rem;padding:.5rem 0;color:var(--accent);cursor:pointer}"   \
    "svg text{font-family:inherit;font-size:15px;fill:var(--ink)}svg .strong{font-weight:700}svg .quiet{fill:var(--ink-2)}" \
    ".track{stroke:var(--line);stroke-width:2}.middle{stroke:var(--rule);stroke-width:1.5;stroke-dasharray:3 4}" \
    ".band{fill:var(--band)}.dot{fill:var(--accent);stroke:var(--surface);stroke-width:2.5}.bar{fill:var(--bar)}" \
    ".rest{fill:var(--line)}.line{fill:none;stroke:var(--accent);stroke-width:3;stroke-linejoin:round}.area{fill:var(--tint)}" \
    ".logo{display:block;width:auto;height:3.5rem;max-width:min(14rem,60vw);object-fit:contain;object-position:left;margin:0 0 1.5rem}" \
    "[dir=rtl] .logo{object-position:right}"                                                                     \
    "@media screen and (prefers-color-scheme:dark){.logo{padding:4px 6px;background:#fff;border-radius:.5rem}}"  \
    "@media print{body{background:#fff}main{max-width:none;padding:0}nav{display:none}"                          \
    "figure,blockquote,.note,tr{break-inside:avoid}h2,h3{break-after:avoid}}"

/* After ":root{--brand:#123456": what of an organisation's accent is in the style above. */
#define REPORT_ACCENT_STYLE                                                                                      \
    ";--accent:var(--brand);--band:color-mix(in srgb,var(--brand) 60%,white);--tint:color-mix(in srgb,var(--brand) 8%,white)}" \
    "@media screen and (prefers-color-scheme:dark){:root{--accent:color-mix(in srgb,var(--brand) 34%,white);"   \
    "--band:color-mix(in srgb,var(--brand) 55%,white);--tint:color-mix(in srgb,var(--brand) 34%,#19231f)}"       \
    "@supports (color:oklch(from red l c h)){:root{--accent:oklch(from var(--brand) .83 .095 h)}}}"
