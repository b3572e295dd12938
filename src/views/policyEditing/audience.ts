import { matchesPrincipal } from '../../policy/condition.ts';
import type { Guardrail } from '../../policy/document/schema.ts';
import type { PolicyDocument, Principal } from '../../policy/index.ts';
import { select } from '../../policy/select.ts';
import { type Scene, sourceOf } from './scene.ts';

/** For whom something holds: everybody, known or not, or those. */
export interface Audience {
  everybody: boolean;
  /** The known people among them. */
  people: readonly Principal[];
  /** The person at the editor is the only one. */
  onlyYou: boolean;
}

/** Everybody whom the scene knows, the person at the editor first. */
export function knownPrincipals({ people, principal }: Pick<Scene, 'people' | 'principal'>): Principal[] {
  const names = new Map<string, Principal>();
  const add = (user: string) => names.set(user.toLowerCase(), { user, groups: groupsOf(people.groups, user) });
  for (const user of people.users) add(user);
  const { user } = principal;
  if (user === undefined) return [...names.values()];
  names.delete(user.toLowerCase());
  return [principal, ...names.values()];
}

/** To whom a document is deployed; `of` gives those of them for whom one of its guardrails holds. */
export function audienceOf(document: PolicyDocument, scene: Scene, of?: Guardrail): Audience {
  const source = { ...sourceOf(scene, document.file), documents: [document] };
  // The person's own policies are about nobody else.
  const own = source.kind === 'user';
  const deployed = knownPrincipals(scene).filter((who) => {
    if (own && who.user !== scene.principal.user) return false;
    const { guarding, chain } = select(source, who);
    return guarding.length > 0 || chain.length > 0;
  });
  const tenant = !own && document.content.deploy.some((entry) => entry.tenant && entry.policy !== 'none');
  const audience = (everybody: boolean, people: Principal[]): Audience => {
    const onlyYou = !everybody && people.length === 1 && people[0]?.user === scene.principal.user;
    return { everybody, people, onlyYou };
  };
  if (!of) return audience(tenant, deployed);
  const { when = {}, unless } = of;
  const personal = when.user !== undefined || when.group !== undefined || when.role !== undefined;
  const spares = (who: Principal) =>
    unless !== undefined &&
    Object.keys(unless).every((key) => key === 'user' || key === 'group') &&
    matchesPrincipal(unless, who);
  return audience(
    tenant && !personal && unless === undefined,
    deployed.filter((who) => matchesPrincipal(when, who) && !spares(who)),
  );
}

function groupsOf(groups: ReadonlyMap<string, readonly string[]>, user: string): string[] {
  const wanted = user.toLowerCase();
  return [...groups].filter(([, users]) => users.some((name) => name.toLowerCase() === wanted)).map(([name]) => name);
}
