/** The comment in a page that looks like a pull request, close enough to judge it: our own style. */
import { marked } from "marked";

const STYLE = `
:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--page:#fff;--band:#f6f8fa;--code:#818b981f;--blue:#0969da;--red:#cf222e;--amber:#9a6700}
@media (prefers-color-scheme:dark){:root{--ink:#f0f6fc;--soft:#9198a1;--line:#3d444d;--page:#0d1117;--band:#151b23;--code:#656c7633;--blue:#4493f8;--red:#f85149;--amber:#d29922}}
body{margin:0;padding:16px;background:var(--page);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
.comment{max-width:920px;margin:0 auto;border:1px solid var(--line);border-radius:6px}
.who{background:var(--band);border-bottom:1px solid var(--line);border-radius:6px 6px 0 0;padding:8px 16px;color:var(--soft)}
.who b{color:var(--ink)}
.body{padding:16px;overflow-wrap:break-word}
.body>:first-child{margin-top:0}.body>:last-child{margin-bottom:0}
p,ul,ol,details,table,blockquote{margin:0 0 16px}
code{font:85% ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;background:var(--code);border-radius:6px;padding:.2em .4em}
a{color:var(--blue);text-decoration:none}
table{display:block;width:max-content;max-width:100%;overflow:auto;border-collapse:collapse}
th,td{padding:6px 13px;border:1px solid var(--line)}
th{font-weight:600}
tr:nth-child(2n){background:var(--band)}
ul,ol{padding-left:2em}
blockquote{border-left:.25em solid var(--line);color:var(--soft);padding:0 1em}
.alert{border-left:.25em solid var(--line);padding:8px 16px;margin:0 0 16px}
.alert p:last-child{margin:0}
.alert .title{font-weight:500;margin-bottom:4px}
.caution{border-color:var(--red)}.caution .title{color:var(--red)}
.warning{border-color:var(--amber)}.warning .title{color:var(--amber)}
summary{cursor:pointer}
`;

/** GitHub's alerts, which are no part of marked. */
function alerts(html: string): string {
    return html.replace(
        /<blockquote>\n<p>\[!(CAUTION|WARNING)\]\n([\s\S]*?)<\/blockquote>/g,
        (_, kind: string, rest: string) => {
            const title = `${kind[0]}${kind.slice(1).toLowerCase()}`;
            return `<div class="alert ${kind.toLowerCase()}"><p class="title">${title}</p><p>${rest}</div>`;
        },
    );
}

/** The page; `open` unfolds the first details. */
export function commentPage(markdown: string, open = false): string {
    const body = alerts(marked.parse(markdown, { async: false, gfm: true }));
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><div class="comment"><div class="who"><b>github-actions</b> bot commented</div><div class="body">${open ? body.replace("<details>", "<details open>") : body}</div></div></body></html>`;
}
