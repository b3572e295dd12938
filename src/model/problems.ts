/*
 * Every problem that a person can meet, made by a factory with a stable code: 1xx files and folders · 2xx sign-in ·
 * 3xx credentials · 4xx the provider · 5xx input · 6xx policy · 7xx sharing (750–769 bindings) · 8xx the local service
 * (830–839 other extensions, 840–859 terminals, 860–869 agents) · 9xx ours. docs/errors.md lists them.
 */

export * from './problems/agents.ts';
export * from './problems/api.ts';
export * from './problems/backup.ts';
export * from './problems/bindings.ts';
export * from './problems/credentials.ts';
export * from './problems/files.ts';
export * from './problems/input.ts';
export * from './problems/mergeConflict.ts';
export * from './problems/policy.ts';
export * from './problems/provider.ts';
export * from './problems/references.ts';
export * from './problems/service.ts';
export * from './problems/sharing.ts';
export * from './problems/signIn.ts';
export * from './problems/terminal.ts';
