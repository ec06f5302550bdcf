export { stepNames } from "./messages";
export { stepTitle } from "./step";
export { default as ExplanationDetails } from "./ExplanationDetails.svelte";
export { remedyLabel, ticketText } from "./remedy";
