/** How the browser's answer comes back: a port of this computer, the editor's own address, or pasted by hand. */
export const redirectWays = ['loopback', 'editor', 'paste'] as const;

export type RedirectWay = (typeof redirectWays)[number];
