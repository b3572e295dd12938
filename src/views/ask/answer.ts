/** What a person does with a question: answers it, goes back to the one before, or leaves. */
export type Answer<T> = { kind: 'answered'; value: T } | { kind: 'back' } | { kind: 'left' };

export const back = { kind: 'back' } as const;
export const left = { kind: 'left' } as const;

export function answered<T>(value: T): Answer<T> {
  return { kind: 'answered', value };
}

/** Where a question stands in a row of questions. */
export interface Place {
  title: string;
  step?: number;
  totalSteps?: number;
  /** Shows the arrow that leads to the question before. */
  canGoBack?: boolean;
}
