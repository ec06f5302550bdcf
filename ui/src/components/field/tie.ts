// What ties a control to the label, hint and error of the field around it. The field sets it, the control reads it.

import { createContext } from "svelte";

export interface FieldTie {
  readonly controlId: string;
  readonly labelId: string;
  /** Ids for `aria-describedby`: the error first, then the hint. */
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
}

const [get, set, has] = createContext<FieldTie>();

export const setFieldTie = set;

/** The field around this control, if there is one. To be called while the component is set up. */
export function fieldTie(): FieldTie | undefined {
  return has() ? get() : undefined;
}
