//! How the page looks. It works without scripts, so that none need be allowed: what a hostile agent sends cannot run.

pub(super) const STYLE: &str = r#"
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --pass: #1a7f37; --fail: #cf222e; --error: #8250df;
  --skip: #6e7781; --ambiguous: #9a6700; --contradicted: #0969da; }
@media (prefers-color-scheme: dark) { :root { --pass: #3fb950; --fail: #f85149; --error: #bc8cff; --skip: #9198a1;
  --ambiguous: #d29922; --contradicted: #58a6ff; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .4rem; font-weight: 600; } h4 { font-size: .85rem; margin: .9rem 0 .3rem; }
p { margin: .3rem 0; } dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .5rem 0; }
dt { color: var(--skip); } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: .5rem 0; } th, td { padding: .25rem .75rem; text-align: right;
  border-bottom: 1px solid var(--line); } th:first-child, td:first-child { text-align: left; padding-left: 0; }
td.zero { color: var(--skip); opacity: .6; }
pre, code { font: 12.5px/1.45 ui-monospace, monospace; } pre { background: var(--soft); padding: .5rem .75rem;
  border-radius: 6px; margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24rem; overflow: auto; }
.banner { display: inline-block; padding: .2rem .7rem; border-radius: 6px; font-weight: 600; color: #fff; }
.banner.yes { background: #1a7f37; } .banner.no { background: #cf222e; }
fieldset { border: 0; padding: 0; margin: .4rem 0; display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; }
legend { float: left; color: var(--skip); margin-right: .5rem; }
.test { border: 1px solid var(--line); border-radius: 6px; margin: .35rem 0; }
.test > summary { padding: .4rem .75rem; cursor: pointer; display: flex; gap: .6rem; align-items: baseline; flex-wrap: wrap; }
.test[open] > summary { border-bottom: 1px solid var(--line); } .inside { padding: .25rem .75rem .75rem; }
.badge { font-size: .75rem; font-weight: 600; min-width: 6.2rem; } .id { font-family: ui-monospace, monospace; font-size: .85rem; }
.name { flex: 1 1 16rem; } .meta { color: var(--skip); font-size: .85rem; }
.pass .badge, b.pass { color: var(--pass); } .fail .badge, b.fail { color: var(--fail); }
.error .badge, b.error { color: var(--error); } .skip .badge, b.skip { color: var(--skip); }
.ambiguous .badge, b.ambiguous { color: var(--ambiguous); } .contradicted .badge, b.contradicted { color: var(--contradicted); }
.exchange > summary { cursor: pointer; font-family: ui-monospace, monospace; font-size: .85rem; overflow-wrap: anywhere; }
ul { margin: .25rem 0; padding-left: 1.25rem; } li { overflow-wrap: anywhere; }
@media print { fieldset { display: none; } pre { max-height: none; } }
"#;
