/** The style and the script of the HTML report, both within the page. Without the script all is there but sorting. */

/** Calm by default: only the verdict and what goes offline have a colour. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--page:#fff;--band:#f6f8fa;--blue:#0969da;--red:#cf222e;--amber:#9a6700}
@media (prefers-color-scheme:dark){:root{--ink:#f0f6fc;--soft:#9198a1;--line:#3d444d;--page:#0d1117;--band:#151b23;--blue:#4493f8;--red:#f85149;--amber:#d29922}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
main{max-width:1240px;margin:0 auto;padding:24px 20px 48px}
h1{font-size:22px;line-height:1.3;margin:0 0 4px}
h2{font-size:17px;margin:32px 0 8px}
p{margin:0 0 6px}
.soft,.note{color:var(--soft);font-size:13px}
a{color:var(--blue)}
code{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;background:var(--band);border-radius:4px;padding:1px 4px;overflow-wrap:anywhere}
.verdict{margin:16px 0 20px;padding:10px 16px 6px;border-left:4px solid var(--line)}
.verdict b{font-size:16px}
.verdict .level{font-weight:600}
.caution{border-color:var(--red)}.caution .level{color:var(--red)}
.warning{border-color:var(--amber)}.warning .level{color:var(--amber)}
table{width:100%;border-collapse:collapse}
th,td{text-align:left;vertical-align:top;padding:8px 10px;border-bottom:1px solid var(--line)}
th{font-size:13px;color:var(--soft);font-weight:600;white-space:nowrap}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
th button::after{content:" \\2195";opacity:.45}
th[aria-sort=ascending] button::after{content:" \\2191";opacity:1}
th[aria-sort=descending] button::after{content:" \\2193";opacity:1}
td.number{white-space:nowrap}
td.number small{display:block;color:var(--soft)}
td.offline{white-space:nowrap}
td.name,td.resource{overflow-wrap:anywhere}
td.happens{min-width:280px;max-width:460px;overflow-wrap:anywhere}
.forGood{color:var(--red);font-weight:600}.briefly,.maybe{color:var(--amber);font-weight:600}
summary{cursor:pointer}
details ul,details ol{margin:6px 0;padding-left:22px;font-size:13px}
td.left{min-width:284px}
svg.window{display:block;margin-top:4px;max-width:100%}
svg.window text{fill:var(--soft);font-size:11px}
svg.window .end{font-size:10px}
svg.window line,svg.window path{fill:none;stroke:var(--line);stroke-width:1}
svg.window .now{stroke:var(--soft);stroke-dasharray:2 2}
svg.window .accepted{fill:var(--blue)}
svg.window .unclear{fill:var(--page);stroke:var(--blue);stroke-width:1.5}
svg.window .refused{stroke:var(--red);stroke-width:1.75}
svg.window .free{stroke:var(--blue);stroke-width:1.5}
svg.window .locked{stroke:var(--red);stroke-width:4;opacity:.55}
@media screen and (max-width:760px){
main{padding:16px 14px 32px}
thead{display:none}
table,tbody,tr,td{display:block;width:100%}
tr{border-bottom:1px solid var(--line);padding:10px 0}
td{border:0;padding:2px 0}
td.happens,td.left{min-width:0;max-width:none}
td[data-label]::before{content:attr(data-label);display:block;color:var(--soft);font-size:12px}
td.number{font-size:17px}
td.number::before,td.name::before,td.resource::before,td.happens::before,td.empty{display:none!important}
td.offline::before{display:inline!important;margin-right:6px}
}
@media print{
:root{--ink:#000;--soft:#444;--line:#bbb;--page:#fff;--band:#fff;--blue:#0550ae;--red:#a40e26;--amber:#6f4400}
body{font-size:11px}main{max-width:none;padding:0}
@page{margin:12mm}
h1{font-size:17px}.verdict b{font-size:13px}code,.soft,.note,th,details ul,details ol{font-size:10px}
th,td{padding:5px 6px}td.happens,td.left{min-width:0}td.number{white-space:normal}svg.window{width:180px;height:auto}
tr{break-inside:avoid}
details::details-content{content-visibility:visible;height:auto}
svg.window{print-color-adjust:exact;-webkit-print-color-adjust:exact}
th button::after{content:""!important}
}
`;

/** Sorts the table by a column: numbers as numbers, and back. */
export const SCRIPT = `
for (const th of document.querySelectorAll("table.numbers th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...th.childNodes);
    th.append(button);
    button.addEventListener("click", () => {
        const up = th.getAttribute("aria-sort") !== "ascending";
        for (const other of th.parentNode.children) other.removeAttribute("aria-sort");
        th.setAttribute("aria-sort", up ? "ascending" : "descending");
        const body = th.closest("table").tBodies[0];
        const key = (row) => row.cells[th.cellIndex].dataset.key;
        const rows = [...body.rows].sort((a, b) => key(a).localeCompare(key(b), "en", { numeric: true }));
        body.append(...(up ? rows : rows.reverse()));
    });
}
let closed = [];
addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const each of closed) each.open = true;
});
addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
});
`;
