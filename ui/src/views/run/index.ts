export { outcomeTones, outcomeWords, type OutcomeTone } from "./outcome";
export { stepEntry } from "./step-entry";
