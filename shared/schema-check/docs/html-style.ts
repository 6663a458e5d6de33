/** The look of a document, for screens and for paper. */
export const htmlStyle = `
:root{color-scheme:light dark;--page:#fff;--side:#f6f7f9;--text:#1b1f24;--soft:#5c6470;--line:#e1e4e9;--accent:#4f46c8}
@media (prefers-color-scheme:dark){:root{--page:#15171b;--side:#1c1f24;--text:#e6e8eb;--soft:#a2aab5;--line:#30353d;--accent:#a5a0ff}}
*{box-sizing:border-box}
body{margin:0;display:grid;grid-template-columns:260px minmax(0,1fr);min-height:100vh;background:var(--page);color:var(--text);font:14px/1.5 ui-sans-serif,system-ui,sans-serif}
nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:20px;background:var(--side);border-right:1px solid var(--line);font-size:13px;min-height:100vh}
nav h2{margin:0 0 12px;font-size:12px;color:var(--soft);font-weight:600}
nav h3{margin:16px 0 0;font-size:13px}nav p{margin:0;color:var(--soft);font-size:12px}nav ul{list-style:none;margin:6px 0;padding:0}nav li{overflow-wrap:anywhere;padding:1px 0}
nav small{color:var(--soft)}
main{padding:28px 36px 80px;max-width:1240px;min-width:0}
h1{font-size:22px;margin:0 0 20px;overflow-wrap:anywhere}h2{font-size:17px;margin:36px 0 10px;overflow-wrap:anywhere}h3{font-size:15px;margin:0 0 4px;overflow-wrap:anywhere}h4{font-size:12px;margin:16px 0 4px;color:var(--soft);font-weight:600}
section{padding:18px 0;border-top:1px solid var(--line)}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}a:focus-visible,.picture:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.comment{margin:0 0 4px}.about{margin:0 0 10px;color:var(--soft);font-size:12px}
.picture{overflow:auto;border:1px solid var(--line);border-radius:6px;max-height:75vh}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px}
th{text-align:left;font-size:11px;font-weight:600;color:var(--soft)}th,td{padding:4px 12px 4px 0;border-bottom:1px solid var(--line);vertical-align:top}
code,pre{font-family:ui-monospace,monospace;font-size:12px;overflow-wrap:anywhere;white-space:pre-wrap}pre{background:var(--side);padding:10px;border-radius:6px;overflow:auto}
@media (max-width:800px){body{display:block}nav{position:static;max-height:none;min-height:0}main{padding:20px}}
@media print{body{display:block}nav{display:none}}`;
