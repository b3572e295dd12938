/** The one style sheet of all pages: light or dark as the person's system is; focus is always seen. */
export const style = `
:root { color-scheme: light dark; --ground: #f3f2ef; --card: #fff; --ink: #1f1d1a; --quiet: #5f5a52; --line: #d9d5cd;
  --accent: #b4451f; --on-accent: #fff; --tint: #fbeee8; --bad: #b3261e; --good: #1d6b3a; }
@media (prefers-color-scheme: dark) { :root { --ground: #171513; --card: #211e1b; --ink: #f1ede7; --quiet: #b0a99f;
  --line: #3d3832; --accent: #f0875f; --on-accent: #2a0f05; --tint: #35241c; --bad: #ffb4ab; --good: #8fd6a7; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 0; display: flex; align-items: center; gap: 1.25rem; flex-wrap: wrap; }
.brand { font-weight: 700; font-size: 1.1rem; color: inherit; text-decoration: none; display: flex; gap: .5rem; align-items: center; margin-right: auto; }
.brand svg { width: 1.6rem; height: 1.6rem; fill: var(--accent); }
main { max-width: 46rem; margin: 1.25rem auto 3rem; padding: 0 1rem; }
main.narrow, header.narrow { max-width: 27rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.5rem; margin-bottom: 1rem; }
h1 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 .35rem; } h2 { font-size: 1.1rem; margin: 0 0 .75rem; }
p { margin: 0 0 1rem; } .quiet { color: var(--quiet); } small { color: var(--quiet); }
a { color: var(--accent); }
fieldset { border: 0; padding: 0; margin: 0 0 1rem; } legend { padding: 0; font-weight: 600; margin-bottom: .4rem; }
label { display: block; font-weight: 600; margin-bottom: .3rem; }
.field { margin-bottom: 1rem; } .field small { display: block; font-weight: 400; }
input[type=text], input[type=password], input[type=date] { width: 100%; padding: .6rem .7rem; border: 1px solid var(--quiet);
  border-radius: 8px; background: var(--ground); color: inherit; font: inherit; }
.choice { display: flex; gap: .75rem; align-items: center; border: 1px solid var(--line); border-radius: 10px; padding: .6rem .8rem;
  margin-bottom: .5rem; font-weight: 400; cursor: pointer; }
.choice:has(:checked) { border-color: var(--accent); background: var(--tint); }
.choice b { display: block; font-weight: 600; } input[type=radio], input[type=checkbox] { accent-color: var(--accent); width: 1.1rem; height: 1.1rem; flex: none; }
.buttons { display: flex; gap: .75rem; flex-wrap: wrap; }
button, .button { font: inherit; font-weight: 600; padding: .6rem 1.1rem; border-radius: 8px; border: 1px solid var(--accent); cursor: pointer;
  background: var(--accent); color: var(--on-accent); text-decoration: none; }
button.second { background: transparent; color: inherit; border-color: var(--quiet); }
button.link { background: none; border: 0; padding: 0; color: var(--accent); text-decoration: underline; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.alert { border-left: 4px solid var(--bad); background: var(--tint); padding: .6rem .8rem; border-radius: 6px; margin-bottom: 1rem; }
.done { border-left-color: var(--good); }
.scopes { padding-left: 1.2rem; margin: 0 0 1rem; } .scopes li { margin-bottom: .25rem; }
code, output { font: .95em ui-monospace, monospace; } output { display: block; padding: .7rem; border: 1px dashed var(--quiet);
  border-radius: 8px; overflow-wrap: anywhere; user-select: all; }
output + output { margin-top: .4rem; }
.code { font: 700 1.9rem ui-monospace, monospace; letter-spacing: .12em; text-align: center; margin: .5rem 0 1rem; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; padding: .5rem .6rem .5rem 0; border-top: 1px solid var(--line); vertical-align: middle; }
th { font-weight: 600; border: 0; } td:last-child { text-align: right; padding-right: 0; }
.scroll { overflow-x: auto; }
`;
