/** The look of the page, for screens and for paper; its colours are those of the theme it was saved in. */
export const pageStyle = `
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:14px/1.5 system-ui,sans-serif}
main{max-width:1260px;margin:0 auto;padding:28px 24px 80px}
h1{margin:0;font-size:20px;overflow-wrap:anywhere}h2{margin:32px 0 8px;font-size:16px}h3{margin:16px 0 2px;font-size:14px;overflow-wrap:anywhere}h4{margin:12px 0 2px;font-size:12px;color:var(--soft)}
.soft{color:var(--soft)}p{margin:2px 0}.times{margin:12px 0 4px;font-weight:500}
a{color:inherit;text-decoration-color:var(--soft)}
pre{margin:8px 0;padding:10px 12px;overflow:auto;background:var(--track);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
pre,code,.tree td{font:12px/1.5 ui-monospace,Consolas,monospace}
figure{margin:8px 0 0}figure svg{display:block;max-width:100%;height:auto}figcaption{color:var(--soft);font-size:12px}
article{margin:10px 0;padding:2px 12px 8px;border-left:3px solid var(--line)}article.error{border-color:var(--hot)}
.wide{overflow-x:auto}table{width:100%;border-collapse:collapse;font-size:13px}
th,td{padding:4px 10px 4px 0;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap;font-weight:400}
thead th{color:var(--soft);font-size:12px}th:first-child{max-width:560px;overflow:hidden;text-align:left;text-overflow:ellipsis}
tr.hot td:nth-child(2),tr.hot td:nth-child(3){color:var(--hot);font-weight:600}
details{padding:4px 0;border-bottom:1px solid var(--line)}summary{cursor:pointer}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;margin:4px 0 8px;font-size:13px}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
@media print{details{break-inside:avoid}}`;
