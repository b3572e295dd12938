/** A form of a page, with what it would send if nothing were changed. */
export interface HtmlForm {
  action: string;
  values: Record<string, string>;
  buttons: { name: string; value: string; text: string; action?: string }[];
}

/** The forms of a page that Acme or oidc-provider wrote; not an HTML parser. */
export function formsOf(page: string): HtmlForm[] {
  return [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', body = '']) => {
    const values: Record<string, string> = {};
    for (const [, attributes = ''] of body.matchAll(/<input\b([^>]*)>/g)) {
      const name = attribute(attributes, 'name');
      const choice = /^(radio|checkbox)$/.test(attribute(attributes, 'type') ?? '');
      if (name !== undefined && (!choice || /\schecked\b/.test(attributes)))
        values[name] = attribute(attributes, 'value') ?? '';
    }
    const buttons = [...body.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)].map(
      ([, attributes = '', text = '']) => {
        const action = attribute(attributes, 'formaction');
        return {
          name: attribute(attributes, 'name') ?? '',
          value: attribute(attributes, 'value') ?? '',
          text: text.trim(),
          ...(action === undefined ? {} : { action }),
        };
      },
    );
    return { action: attribute(head, 'action') ?? '', values, buttons };
  });
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1];
  return value?.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replace(/&amp;/g, '&');
}
