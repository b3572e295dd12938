import { fillOptional } from '../../catalog/template.ts';
import { createUrl } from '../../connections/form.ts';
import type { AuthType } from '../../model/authType.ts';
import type { Connector } from '../../model/connector.ts';

/**
 * The address of a page of the application: where an app or a token is made, or its documentation.
 *
 * @param values of the form, for addresses that depend on a site.
 * @returns `undefined` where the connector knows none.
 * @throws Problem `PB501` with the field whose value the address needs.
 */
export function pageAddress(
  connector: Connector,
  link: 'create' | 'docs',
  authType: AuthType,
  values: Record<string, string>,
): string | undefined {
  if (link === 'docs') return connector.docsUrl;
  return fillOptional(createUrl(connector, authType), values);
}
