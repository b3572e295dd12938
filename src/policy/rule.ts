import type { PolicyDocument } from './document/document.ts';
import type { Exemption, Guardrail } from './document/schema.ts';
import type { Address, Path } from './document/text.ts';
import type { Source } from './source.ts';

/**
 * What kind of rule decides: `unknown` (a source that cannot be believed refuses writes) · `guardrail` · `connector` or
 * `authType` (turned off in settings) · `role` (no permission in the folder).
 */
export type RuleKind = 'unknown' | 'guardrail' | 'connector' | 'authType' | 'role';

/** A rule that decided, or would have: always with an address. */
export class Rule {
  readonly kind: RuleKind;
  /** Absent for a role, which is no policy. */
  readonly source: Source | undefined;
  /** Absent for a role and for what cannot be read. */
  readonly document: PolicyDocument | undefined;
  readonly path: Path;
  readonly guardrail: Guardrail | undefined;
  /** What is exempt from it, ended or not. */
  readonly exemptions: readonly Exemption[];
  #address: Address | undefined;

  constructor(facts: {
    kind: RuleKind;
    source?: Source;
    document?: PolicyDocument;
    path?: Path;
    guardrail?: Guardrail;
    exemptions?: readonly Exemption[] | undefined;
    address?: Address;
  }) {
    this.kind = facts.kind;
    this.source = facts.source;
    this.document = facts.document;
    this.path = facts.path ?? [];
    this.guardrail = facts.guardrail;
    this.exemptions = facts.exemptions ?? [];
    this.#address = facts.address;
  }

  /** Where it stands: file, line, column. Found when it is first asked for. */
  get address(): Address {
    this.#address ??= (this.document as PolicyDocument).locate(this.path);
    return this.#address;
  }

  /** The policy's name, as its author wrote it. */
  get policy(): string | undefined {
    return this.document?.content.name;
  }
}
