export { microseconds, skewText, statusTone } from "./figures";
export { default as BodyDetails } from "./BodyDetails.svelte";
export { exchangesOf } from "./earlier";
export { default as StepExchange } from "./StepExchange.svelte";
export { default as ExchangeDetails } from "./ExchangeDetails.svelte";
export { default as RequestDetails } from "./RequestDetails.svelte";
export { default as ResponseDetails } from "./ResponseDetails.svelte";
