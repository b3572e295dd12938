import type { Connection } from '../../model/connection.ts';
import {
  compileSteps,
  type Difference,
  diffSteps,
  type Impact,
  impactSteps,
  lintSteps,
  type PolicyDocument,
  type PolicyProblem,
  type PolicyTable,
  type Principal,
  readPolicySteps,
  readPolicyTests,
  type Subject,
} from '../../policy/index.ts';
import type { Steps } from '../../policy/steps.ts';
import { folderProblems, membersProblems } from '../membersEditing/problems.ts';
import { audienceOf, knownPrincipals } from './audience.ts';
import type { PolicyFileKind } from './kinds.ts';
import { Reach, type Reached } from './reach.ts';
import { type Scene, withDraft } from './scene.ts';

/** A connection in the words of the engine, with itself. */
export type Asked = Subject & { of: Connection };

/** What a text that is not saved would change, for one person. */
export interface Edit {
  who: Principal;
  /** Whether that is the person at the editor. */
  isYou: boolean;
  difference: Difference;
  connections: Impact<Asked>[];
}

/** What is known of a text. */
export interface Draft {
  /** Absent where the text has an error. */
  document?: PolicyDocument;
  problems: PolicyProblem[];
  reach?: Reach;
  reached?: Reached;
  /** Absent where nothing is unsaved. */
  edit?: Edit;
}

/** Reads a text of any kind and says what is wrong with it. */
export function* problemSteps(kind: PolicyFileKind, text: string, file: string, scene?: Scene): Steps<PolicyProblem[]> {
  if (kind === 'policy') return (yield* readPolicySteps(text, file)).problems;
  if (kind === 'members') return membersProblems(text, file);
  return kind === 'test' ? readPolicyTests(text, file).problems : folderProblems(text, file, scene);
}

/** Reads a policy as it stands in the editor, and finds out what it does. */
export function* draftSteps(text: string, file: string, scene: Scene): Steps<Draft> {
  const { document, problems } = yield* readPolicySteps(text, file);
  if (!document) return { problems };
  yield;
  yield* document.prepare();
  const sources = withDraft(scene, document);
  const hints = yield* lintSteps(sources, scene.domain, scene.now);
  yield;
  const reach = new Reach(scene);
  const reached = yield* reach.document(document);
  const saved = scene.sources.flatMap(({ documents }) => documents).find((one) => one.file === file);
  const edit = saved?.text === text ? undefined : yield* editSteps(document, saved, scene);
  const own = hints.filter((hint) => hint.file === file);
  return { document, problems: [...problems, ...own], reach, reached, ...(edit ? { edit } : {}) };
}

/** For the person at the editor where the document is about them, before or after; else for the first whom it is about. */
function* editSteps(
  document: PolicyDocument,
  saved: PolicyDocument | undefined,
  scene: Scene,
): Steps<Edit | undefined> {
  const [you] = knownPrincipals(scene);
  const about = [document, saved].flatMap((one) => (one ? audienceOf(one, scene).people : []));
  const who = about.find(({ user }) => user === scene.principal.user) ?? about[0] ?? you;
  if (!who) return undefined;
  const isYou = who.user === scene.principal.user;
  const before = yield* tableBefore(scene, who, isYou);
  const { domain, now, connections } = scene;
  yield;
  const after = yield* compileSteps({ sources: withDraft(scene, document), principal: who, domain, now });
  const difference = yield* diffSteps(before, after);
  const asked = connections.map((of) => askedOf(of));
  yield;
  return { who, isYou, difference, connections: yield* impactSteps(before, after, asked) };
}

const before = new WeakMap<Scene, Map<string, PolicyTable>>();

/** What holds today for somebody; made once for all edits of a scene. */
function* tableBefore(scene: Scene, who: Principal, isYou: boolean): Steps<PolicyTable> {
  if (isYou && scene.table) return scene.table;
  const known = before.get(scene) ?? new Map<string, PolicyTable>();
  before.set(scene, known);
  const key = JSON.stringify(who);
  const { sources, domain, now } = scene;
  const table = known.get(key) ?? (yield* compileSteps({ sources, principal: who, domain, now }));
  known.set(key, table);
  return table;
}

function askedOf(of: Connection): Asked {
  const { connector, authType, folder, accountKind: account, id: connection } = of;
  return { connector, authType, folder, account, connection, of };
}
