export { stepNames } from "./messages";
export { default as ExplanationDetails } from "./ExplanationDetails.svelte";
export { remedyLabel, ticketText } from "./remedy";
